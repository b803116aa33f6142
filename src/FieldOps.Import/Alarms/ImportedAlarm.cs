namespace FieldOps.Import;

/// <summary>One alarm of a log whose seconds have no epoch. Start and end may be equal.</summary>
/// <param name="Type">The column <c>alarm_id</c>: in known logs the kind of the alarm, not the occurrence.</param>
/// <param name="Device">The device that raised it.</param>
/// <param name="StartSeconds">Seconds from the log's own beginning.</param>
/// <param name="EndSeconds">Seconds from the log's own beginning, not before the start.</param>
/// <param name="Line">Line in the CSV.</param>
public sealed record ImportedAlarm(string Type, string Device, long StartSeconds, long EndSeconds, int Line);
