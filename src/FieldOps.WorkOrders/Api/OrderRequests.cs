using System.Collections.Immutable;
using FieldOps.Domain.Sla;
using FieldOps.Domain.WorkOrders;

namespace FieldOps.WorkOrders.Api;

/// <summary>An order made by hand, with or without a party.</summary>
/// <param name="AssetCode">Code of a registered asset.</param>
/// <param name="WorkKind"><c>repair</c>, <c>generation</c>, <c>guard</c>, <c>patrol</c>, <c>inspection</c> …</param>
/// <param name="Description">For people.</param>
/// <param name="AssetType">Entity type of the asset; found by the code when absent.</param>
/// <param name="Severity">X.733 word; <c>minor</c> when absent.</param>
/// <param name="Cause">Cause or reason; the work kind when absent.</param>
/// <param name="OccurredAt">When the trouble began; now when absent.</param>
/// <param name="Contractor">Code of the party; chosen by the rules when absent.</param>
internal sealed record CreateOrderRequest(
    string AssetCode,
    string WorkKind,
    string Description,
    string? AssetType = null,
    string? Severity = null,
    string? Cause = null,
    DateTimeOffset? OccurredAt = null,
    string? Contractor = null);

/// <summary>A time stated in the field; what the device's clock shows goes in <c>X-Device-Clock</c>.</summary>
/// <param name="ClaimedAt">Now when absent.</param>
/// <param name="Gps">The fix taken at the moment claimed.</param>
/// <param name="Permanent">With a restoration: the repair is done as well.</param>
internal sealed record ClaimRequest(
    DateTimeOffset? ClaimedAt = null,
    GpsRequest? Gps = null,
    bool Permanent = false);

/// <summary>One satellite fix.</summary>
/// <param name="Latitude">WGS 84 degrees.</param>
/// <param name="Longitude">WGS 84 degrees.</param>
/// <param name="At">Satellite time.</param>
internal sealed record GpsRequest(decimal Latitude, decimal Longitude, DateTimeOffset At);

/// <summary>To whom.</summary>
/// <param name="Contractor">Code of the party.</param>
/// <param name="Reason">Mandatory for a transfer and an assisting party.</param>
internal sealed record PartyRequest(string Contractor, string? Reason = null);

/// <summary>Who does the work.</summary>
/// <param name="Person">Person id of the register.</param>
internal sealed record AssignRequest(string Person);

/// <summary>Why.</summary>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record ReasonRequest(string Reason);

/// <summary>Which order goes on in this one's place, and why.</summary>
/// <param name="Into">Id of the order that goes on.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record MergeRequest(Guid Into, string Reason);

/// <summary>Something to say.</summary>
/// <param name="Text">1 to 2000 characters.</param>
internal sealed record TextRequest(string Text);

/// <summary>A note that may be empty.</summary>
/// <param name="Note">500 characters at most.</param>
internal sealed record NoteRequest(string? Note = null);

/// <summary>The dispatcher confirms a refusal.</summary>
/// <param name="CloseOrder">True: the order ends. False: back to the queue.</param>
/// <param name="Note">May be empty.</param>
internal sealed record ConfirmRefusalRequest(bool CloseOrder, string? Note = null);

/// <summary>Asks for a pause.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">1 to 20 hashes or references.</param>
/// <param name="From">Now when absent.</param>
/// <param name="Until">Given when the pause is over already.</param>
/// <param name="DeclaredEventId">The declared event it rests on.</param>
/// <param name="Note">May be empty.</param>
/// <param name="Places">Where pieces of evidence were taken; only their distances from the asset are kept.</param>
internal sealed record SuspendRequest(
    PauseReason Reason,
    ImmutableArray<string> Evidence,
    DateTimeOffset? From = null,
    DateTimeOffset? Until = null,
    string? DeclaredEventId = null,
    string? Note = null,
    ImmutableArray<EvidencePlace>? Places = null);

/// <summary>Clocks that are not to be judged, or are again.</summary>
/// <param name="Clocks">Which.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record ClocksRequest(ImmutableArray<ClockKind> Clocks, string Reason);

/// <summary>Judges a pause.</summary>
/// <param name="Pause">Its number, 1 for the first.</param>
/// <param name="Approved">False: its time counts after all.</param>
/// <param name="Note">Mandatory when refused.</param>
internal sealed record DecideSuspensionRequest(int Pause, bool Approved, string? Note = null);

/// <summary>Hands the order back.</summary>
/// <param name="Phenomenon">What was seen.</param>
/// <param name="FaultType">Fault type or cause code.</param>
/// <param name="Measures">Measures taken.</param>
/// <param name="Responsible">Person id.</param>
/// <param name="RestoredAt">The restoration; where it was reported before, the same time.</param>
/// <param name="Permanent">The restoration, told here or before, was the repair as well.</param>
/// <param name="Device">Device name and location.</param>
/// <param name="BrokenSegments">Codes.</param>
/// <param name="BreakAddress">Address of the break.</param>
/// <param name="BreakReason">Reason of the break.</param>
/// <param name="Latitude">Of the break.</param>
/// <param name="Longitude">Of the break.</param>
/// <param name="AffectedServices">Service types and area.</param>
/// <param name="ImpactFrom">Start of the impact.</param>
/// <param name="ImpactTo">End of the impact.</param>
/// <param name="Complaints">Complaints caused.</param>
/// <param name="Measurement">After the repair.</param>
/// <param name="LeftOver">Problems left over.</param>
/// <param name="ReportedToPolice">Yes or no.</param>
/// <param name="InsuranceClaimed">Yes or no.</param>
/// <param name="Tester">Person id.</param>
/// <param name="Splicer">Person id.</param>
/// <param name="Materials">Materials used.</param>
/// <param name="Evidence">Hashes or references.</param>
internal sealed record ReplyRequest(
    string? Phenomenon = null,
    string? FaultType = null,
    string? Measures = null,
    string? Responsible = null,
    ClaimRequest? RestoredAt = null,
    bool Permanent = false,
    string? Device = null,
    IReadOnlyList<string>? BrokenSegments = null,
    string? BreakAddress = null,
    string? BreakReason = null,
    decimal? Latitude = null,
    decimal? Longitude = null,
    string? AffectedServices = null,
    DateTimeOffset? ImpactFrom = null,
    DateTimeOffset? ImpactTo = null,
    int? Complaints = null,
    string? Measurement = null,
    string? LeftOver = null,
    bool? ReportedToPolice = null,
    bool? InsuranceClaimed = null,
    string? Tester = null,
    string? Splicer = null,
    IReadOnlyList<MaterialRequest>? Materials = null,
    IReadOnlyList<string>? Evidence = null);

/// <summary>Material used.</summary>
/// <param name="Code">Material code.</param>
/// <param name="Quantity">How much.</param>
/// <param name="Unit">Unit word.</param>
internal sealed record MaterialRequest(string Code, decimal Quantity, string Unit);

/// <summary>A report that changes no state.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">1 to 2000 characters.</param>
internal sealed record RecordNoteRequest(NoteKind Kind, string Text);

/// <summary>The review passes.</summary>
/// <param name="Attribution">
/// <c>contractor-scope</c>, <c>customer</c>, <c>other-operator</c>, <c>force-majeure</c> or <c>operator</c>.
/// </param>
/// <param name="Note">May be empty.</param>
internal sealed record VerifyRequest(string Attribution, string? Note = null);

/// <summary>Sends a reply back.</summary>
/// <param name="Reason">1 to 500 characters.</param>
/// <param name="RestorationRejected">True: the restore clock runs on.</param>
internal sealed record ReturnReplyRequest(string Reason, bool RestorationRejected = false);

/// <summary>Passes the review on.</summary>
/// <param name="Reviewer">Actor id.</param>
/// <param name="Reason">1 to 500 characters.</param>
internal sealed record TransferReviewRequest(string Reviewer, string Reason);

/// <summary>Nothing to say.</summary>
internal sealed record EmptyRequest;
