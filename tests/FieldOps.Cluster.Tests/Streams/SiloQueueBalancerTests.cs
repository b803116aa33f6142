using System.Net;
using FieldOps.Cluster.Streams;
using Orleans.Runtime;

namespace FieldOps.Cluster.Tests.Streams;

public sealed class SiloQueueBalancerTests
{
    private static readonly LogQueueMapper s_mapper = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(11)]
    public void Queues_AmongSilos_AreDealtOutOnceAndEvenlyToOne(int count)
    {
        SiloAddress[] silos = [.. Enumerable.Range(1, count).Select(Silo)];
        var queues = s_mapper.GetAllQueues().ToArray();

        var dealt = silos.Select(s => SiloQueueBalancer.Deal(queues, silos, s)).ToArray();

        dealt.SelectMany(d => d).Order().ShouldBe(queues.Order());
        (dealt.Max(d => d.Length) - dealt.Min(d => d.Length)).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void Queues_OfASiloThatIsNotActive_AreNone() =>
        SiloQueueBalancer.Deal([.. s_mapper.GetAllQueues()], [Silo(1)], Silo(2)).ShouldBeEmpty();

    [Fact]
    public void Queue_OfAStream_IsItsPartitions()
    {
        var queues = s_mapper.GetAllQueues().ToArray();
        for (var p = 0; p < queues.Length; p++)
        {
            var stream = StreamId.Create(StreamNames.FaultTickets, StreamNames.KeyOf(p));
            LogQueueMapper.PartitionOf(s_mapper.GetQueueForStream(stream)).ShouldBe(p);
        }
    }

    private static SiloAddress Silo(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 1);
}
