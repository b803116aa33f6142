using System.Collections.Immutable;

namespace FieldOps.Import;

/// <summary>One published list of a year's holidays and make-up working days: exceptions from the week only.</summary>
/// <param name="Year">The year that the list is for.</param>
/// <param name="Papers">Addresses of the notices that it was taken from.</param>
/// <param name="Days">Its days, as they stand in the file.</param>
public sealed record HolidayList(
    int Year, ImmutableArray<string> Papers, ImmutableArray<ImportedHoliday> Days);

/// <summary>One listed day.</summary>
/// <param name="Line">Line of the file.</param>
/// <param name="Name">What people call it: 国庆节.</param>
/// <param name="Date">The day.</param>
/// <param name="IsOffDay">True: a holiday. False: a make-up working day (补班).</param>
public sealed record ImportedHoliday(int Line, string Name, DateOnly Date, bool IsOffDay);
