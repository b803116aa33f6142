using FieldOps.Domain.Kernel;

namespace FieldOps.Platform.Feed;

/// <summary>
/// A reactor stands: what its command is for holds an event that only a newer build reads. It goes on by itself once
/// one answers; after a time the command becomes a stuck item.
/// </summary>
internal sealed class TargetUnreadableException(string reactor, EntityKey target, string unread) : Exception(
    $"{reactor} waits for a newer build to answer for {target}: nothing here reads its event {unread}.");
