using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>One kind of file: how it is read, and where its items go.</summary>
/// <param name="Name">The word of the command line.</param>
/// <param name="Path">The batch address below <c>/api/v1</c>.</param>
/// <param name="Role">The role in which the items are sent.</param>
/// <param name="Read">Reads the file as a stream.</param>
internal sealed record IntakeKind(
    string Name,
    string Path,
    string Role,
    Func<Stream, IntakeFiles, CancellationToken, IAsyncEnumerable<ImportRow<IntakeItem>>> Read);
