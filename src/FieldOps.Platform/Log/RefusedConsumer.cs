namespace FieldOps.Platform.Log;

/// <summary>A consumer whose cursor the log refuses.</summary>
/// <param name="Consumer">Its name.</param>
/// <param name="Epoch">The lowest epoch of its cursors.</param>
/// <param name="Position">Its lowest position.</param>
/// <param name="IsReadModel">True for one that is rebuilt; false for one that is rewound.</param>
public sealed record RefusedConsumer(string Consumer, int Epoch, long Position, bool IsReadModel);
