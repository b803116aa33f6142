using System.Collections.Immutable;
using FieldOps.Platform.Config;

namespace FieldOps.Platform.Http;

/// <summary>A refusal as it is sent (RFC 9457, <c>application/problem+json</c>).</summary>
/// <param name="Type"><c>urn:fieldops:problem:CODE</c>.</param>
/// <param name="Title">In the caller's language.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">This occurrence, in the caller's language; absent when the title says all.</param>
/// <param name="Instance">The path that was asked.</param>
/// <param name="Code">The refusal's stable code: what programs compare.</param>
/// <param name="TitleEn">English.</param>
/// <param name="TitleZh">Chinese.</param>
/// <param name="Facts">What the refusal is about.</param>
/// <param name="Errors">Where a body of the wrong shape is wrong.</param>
/// <param name="TraceId">Finds the call in logs and traces.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string? Detail,
    string Instance,
    string Code,
    string TitleEn,
    string TitleZh,
    ImmutableSortedDictionary<string, string> Facts,
    IReadOnlyList<JsonFault>? Errors,
    string TraceId);
