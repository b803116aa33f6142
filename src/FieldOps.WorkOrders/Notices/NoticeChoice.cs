using System.Collections.Immutable;
using FieldOps.Domain.Kernel;
using FieldOps.Domain.Sla.Ladders;
using FieldOps.Domain.Sla.Notices.Recipients;
using FieldOps.Platform.Entities;
using Microsoft.Extensions.Options;

namespace FieldOps.WorkOrders.Notices;

/// <summary>
/// Who a notice goes to: the operator's own recipients of its role and channel, and those of the contractor whose work
/// it is about; never those of another. Where neither list holds one, the host's settings; where these say nothing,
/// nobody.
/// </summary>
internal sealed class NoticeChoice(
    IEntities entities, NoticeAddresses addresses, ChannelTable channels, IOptions<NoticeOptions> options)
{
    private string[] OfTheHost() => [.. NoticeChannels.Sent.Where(options.Value.Serves)];

    /// <summary>From a host's start on its own settings serve what they name.</summary>
    public Task BeginAsync(CancellationToken cancellationToken) =>
        channels.BeginAsync(OfTheHost(), cancellationToken);

    /// <summary>
    /// The channels that can reach anybody of a tenant, those of the host and those of its lists, and since when.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> ServedAsync(
        string tenant, CancellationToken cancellationToken)
    {
        var ofLists = await addresses.ChannelsAsync(tenant, cancellationToken);
        var served = await channels.OfAsync(tenant, [.. ofLists], OfTheHost(), cancellationToken);
        served[NoticeChannels.Log] = DateTimeOffset.MinValue;
        return served;
    }

    /// <summary>Empty when nobody is known.</summary>
    public async Task<ImmutableArray<NoticeTarget>> TargetsAsync(
        OpenNotice notice, CancellationToken cancellationToken)
    {
        var targets = ImmutableArray.CreateBuilder<NoticeTarget>();
        foreach (var contractor in new Guid?[] { null, notice.ContractorId }.Distinct())
        {
            var list = NoticeRecipientsEntity.IdOf(notice.Tenant, contractor);
            var snapshot = await entities.ReadAsync(
                new EntityKey(notice.Tenant, NoticeRecipientsEntity.TypeName, list), cancellationToken);
            foreach (var recipient in ((NoticeRecipientsState)snapshot.State).Of(notice.Role, notice.Channel))
            {
                var address = await addresses.OfAsync(notice.Tenant, list, recipient.Code, cancellationToken);
                targets.Add(new NoticeTarget(
                    $"{list:N}/{recipient.Code}", address ?? string.Empty, recipient.Language));
            }
        }

        return targets.Count > 0 ? targets.ToImmutable() : [.. OfTheHost(notice).Select(NoticeTarget.Host)];
    }

    private IEnumerable<string> OfTheHost(OpenNotice notice)
    {
        if (notice.Channel == NoticeChannels.Webhook && options.Value.WebhookUrl is { } url)
        {
            yield return url.AbsoluteUri;
        }
        else if (notice.Channel == NoticeChannels.Smtp
            && options.Value.Recipients.TryGetValue(notice.Role, out var to))
        {
            yield return to;
        }
    }
}
