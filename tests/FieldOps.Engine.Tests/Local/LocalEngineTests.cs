using FieldOps.Engine.Tests.Contract;

namespace FieldOps.Engine.Tests.Local;

public sealed class LocalAskTests() : AskContract(new LocalEdition());

public sealed class LocalAskAllTests() : AskAllContract(new LocalEdition());

public sealed class LocalConsumerTests() : ConsumerContract(new LocalEdition());

public sealed class LocalDeadlineTests() : DeadlineContract(new LocalEdition());

public sealed class LocalReplayTests() : ReplayContract(new LocalEdition());
