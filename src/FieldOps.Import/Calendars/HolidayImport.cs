using System.Globalization;
using System.Text.Json;

namespace FieldOps.Import;

/// <summary>
/// Holiday lists in the layout of NateScarlet/holiday-cn: <c>year</c>, <c>papers</c> and <c>days</c> of <c>name</c>,
/// <c>date</c>, <c>isOffDay</c>. A list is of its notice's year, and may begin in December of the year before, with the
/// days about New Year. Read strictly: a member that is not known here may mean what a calendar must not miss.
/// </summary>
public static class HolidayImport
{
    /// <summary>Years that calendars answer for.</summary>
    private const int YearMin = 1970, YearMax = 2199;

    /// <summary>Days of one list: a year has no more.</summary>
    private const int DaysMax = 366;

    /// <summary>The list; null when a problem was told.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="problems">Told all that is wrong.</param>
    /// <param name="seen">Dates of lists read before: a date twice over several files is one too.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<HolidayList?> ReadAsync(
        Stream stream,
        ProblemList problems,
        ISet<DateOnly> seen,
        ImportLimits? limits = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problems);
        ArgumentNullException.ThrowIfNull(seen);
        var before = problems.Count;
        var json = new JsonCursor(stream, limits ?? ImportLimits.Default);
        var file = new Reading(json, problems, before);
        await file.ReadAsync(cancellation);
        if (json.Problem is { } broken)
        {
            problems.Add(broken);
            return null;
        }

        file.Check(seen);
        return problems.Count == before ? file.List() : null;
    }

    private sealed class Reading(JsonCursor json, ProblemList problems, int before)
    {
        private readonly HashSet<string> _members = new(StringComparer.Ordinal);
        private readonly List<string> _papers = [];
        private readonly List<(ImportedHoliday Day, int Column)> _days = [];
        private int? _year;

        public HolidayList List() => new(_year!.Value, [.. _papers], [.. _days.Select(d => d.Day)]);

        public async ValueTask ReadAsync(CancellationToken cancellation)
        {
            if (!await json.ReadAsync(cancellation))
            {
                return;
            }

            if (json.Token is not JsonTokenType.StartObject)
            {
                problems.Add(FieldProblems.Shape(json.Line, json.Column, "year, days"));
                await json.SkipAsync(cancellation);
                await json.ReadAsync(cancellation);
                return;
            }

            while (await json.ReadAsync(cancellation) && json.Token is JsonTokenType.PropertyName)
            {
                await MemberAsync(json.Text, cancellation);
            }

            // To the end of the file: what follows the object is a fault as well.
            await json.ReadAsync(cancellation);
        }

        public void Check(ISet<DateOnly> seen)
        {
            foreach (var member in new[] { "year", "days" }.Where(m => !_members.Contains(m)))
            {
                problems.Add(FieldProblems.Shape(1, 1, member));
            }

            if (problems.Count == before && _days.Count is 0 or > DaysMax)
            {
                problems.Add(CalendarProblems.DaysCount(_days.Count, DaysMax));
            }

            foreach (var (day, column) in _days)
            {
                if (_year is { } year && !IsOf(year, day.Date))
                {
                    problems.Add(CalendarProblems.OtherYear(day.Line, column, Text(day.Date), year));
                }

                if (!seen.Add(day.Date))
                {
                    problems.Add(FieldProblems.Doubled(day.Line, Text(day.Date)));
                }
            }
        }

        private static bool IsOf(int year, DateOnly date) =>
            date.Year == year || (date.Month == 12 && date.Year == year - 1 && date.Year >= YearMin);

        private async ValueTask MemberAsync(string name, CancellationToken cancellation)
        {
            var (line, column) = (json.Line, json.Column);
            if (!_members.Add(name))
            {
                problems.Add(FieldProblems.Doubled(line, name));
            }

            if (!await json.ReadAsync(cancellation))
            {
                return;
            }

            switch (name)
            {
                case "year":
                    await YearAsync(cancellation);
                    break;
                case "days":
                    await ItemsAsync("days", DayAsync, cancellation);
                    break;
                case "papers":
                    await ItemsAsync("papers", PaperAsync, cancellation);
                    break;
                case "$schema" or "$id":
                    await json.SkipAsync(cancellation);
                    break;
                default:
                    problems.Add(FieldProblems.Unknown(line, column, "member", name, "year, papers, days"));
                    await json.SkipAsync(cancellation);
                    break;
            }
        }

        private async ValueTask YearAsync(CancellationToken cancellation)
        {
            if (json.Token is not JsonTokenType.Number
                || !int.TryParse(json.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var year))
            {
                problems.Add(FieldProblems.Shape(json.Line, json.Column, "year"));
                await json.SkipAsync(cancellation);
                return;
            }

            if (year is < YearMin or > YearMax)
            {
                problems.Add(FieldProblems.OutOfRange(
                    json.Line, json.Column, "year", Text(year), Text(YearMin), Text(YearMax)));
                return;
            }

            _year = year;
        }

        private async ValueTask ItemsAsync(
            string name, Func<CancellationToken, ValueTask> item, CancellationToken cancellation)
        {
            if (json.Token is not JsonTokenType.StartArray)
            {
                problems.Add(FieldProblems.Shape(json.Line, json.Column, name));
                await json.SkipAsync(cancellation);
                return;
            }

            while (await json.ReadAsync(cancellation) && json.Token is not JsonTokenType.EndArray)
            {
                await item(cancellation);
            }
        }

        private async ValueTask PaperAsync(CancellationToken cancellation)
        {
            if (json.Token is JsonTokenType.String)
            {
                _papers.Add(json.Text);
                return;
            }

            problems.Add(FieldProblems.Shape(json.Line, json.Column, "papers"));
            await json.SkipAsync(cancellation);
        }

        private async ValueTask DayAsync(CancellationToken cancellation)
        {
            var (line, column) = (json.Line, json.Column);
            if (json.Token is not JsonTokenType.StartObject)
            {
                problems.Add(FieldProblems.Shape(line, column, "days[]"));
                await json.SkipAsync(cancellation);
                return;
            }

            var day = new DayMembers();
            while (await json.ReadAsync(cancellation) && json.Token is JsonTokenType.PropertyName)
            {
                await day.TakeAsync(json, problems, cancellation);
            }

            if (json.Problem is null && day.Made(line, column, problems) is { } made)
            {
                _days.Add((made, column));
            }
        }
    }

    private sealed class DayMembers
    {
        private string? _name;
        private DateOnly? _date;
        private bool? _isOffDay;
        private bool _isBroken;

        public async ValueTask TakeAsync(JsonCursor json, ProblemList problems, CancellationToken cancellation)
        {
            var (name, line, column) = (json.Text, json.Line, json.Column);
            if (!await json.ReadAsync(cancellation))
            {
                return;
            }

            var problem = (name, json.Token) switch
            {
                ("name" or "date" or "isOffDay", _) when IsTaken(name) => FieldProblems.Doubled(line, name),
                ("name", JsonTokenType.String) when json.Text.Trim().Length > 0 => Take(() => _name = json.Text.Trim()),
                ("date", JsonTokenType.String) => DateOnly.TryParseExact(
                    json.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
                    ? Take(() => _date = date)
                    : FieldProblems.NotADate(json.Line, json.Column, "date", json.Text),
                ("isOffDay", JsonTokenType.True) => Take(() => _isOffDay = true),
                ("isOffDay", JsonTokenType.False) => Take(() => _isOffDay = false),
                ("name" or "date" or "isOffDay", _) => FieldProblems.Shape(json.Line, json.Column, name),
                _ => FieldProblems.Unknown(line, column, "member", name, "name, date, isOffDay"),
            };
            if (problem is not null)
            {
                _isBroken = true;
                problems.Add(problem);
            }

            await json.SkipAsync(cancellation);
        }

        // What was told wrong member by member is not told a second time as missing.
        public ImportedHoliday? Made(int line, int column, ProblemList problems)
        {
            if (_isBroken)
            {
                return null;
            }

            if (_name is { } name && _date is { } date && _isOffDay is { } isOff)
            {
                return new ImportedHoliday(line, name, date, isOff);
            }

            problems.Add(FieldProblems.Shape(
                line, column, _name is null ? "name" : _date is null ? "date" : "isOffDay"));
            return null;
        }

        private bool IsTaken(string name) => name switch
        {
            "name" => _name is not null,
            "date" => _date is not null,
            _ => _isOffDay is not null,
        };

        private static ImportProblem? Take(Action take)
        {
            take();
            return null;
        }
    }

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
