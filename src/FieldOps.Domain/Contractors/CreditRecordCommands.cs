using FieldOps.Domain.Kernel;

namespace FieldOps.Domain.Contractors;

/// <summary><c>credit-record.list</c>.</summary>
/// <param name="Organisation">Unified social credit code.</param>
/// <param name="ByContractor">Code of the entry whose breach led to it.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
/// <param name="Evidence">1 to 1,000 characters.</param>
/// <param name="Years">Years without application, by the standing rules.</param>
public sealed record ListOrganisation(
    string Organisation, string ByContractor, string Reason, string Evidence, int Years) : ICommand
{
    /// <summary>IANA id of the zone on whose calendar the years are counted; null for UTC.</summary>
    public string? Zone { get; init; }
}

/// <summary><c>credit-record.appeal</c>: once, by somebody of the company.</summary>
/// <param name="Organisation">The company of the one who appeals.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record AppealListing(string Organisation, string Reason) : ICommand;

/// <summary><c>credit-record.decide-appeal</c>: by another department head than the one who listed it.</summary>
/// <param name="Upheld">True lifts the listing.</param>
/// <param name="Reason">1 to 1,000 characters.</param>
public sealed record DecideListingAppeal(bool Upheld, string Reason) : ICommand;
