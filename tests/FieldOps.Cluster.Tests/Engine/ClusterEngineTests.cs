using FieldOps.Engine.Tests.Contract;

namespace FieldOps.Cluster.Tests.Engine;

public sealed class ClusterAskTests() : AskContract(new ClusterEdition());

public sealed class ClusterConsumerTests() : ConsumerContract(new ClusterEdition());

public sealed class ClusterDeadlineTests() : DeadlineContract(new ClusterEdition());

public sealed class ClusterReplayTests() : ReplayContract(new ClusterEdition());
