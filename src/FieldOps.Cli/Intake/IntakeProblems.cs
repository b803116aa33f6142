using FieldOps.Import;

namespace FieldOps.Cli.Intake;

/// <summary>What stops an import before its first line, or a line before it is sent.</summary>
internal static class IntakeProblems
{
    /// <summary>One of our own documents beside the file cannot be used.</summary>
    public static CommandStoppedException Unusable(ProblemList problems) => new(
        ExitCode.Usage,
        problems.Items[0].Code,
        new(
            string.Join(" ", problems.Items.Select(p => p.TextEn)),
            string.Join(" ", problems.Items.Select(p => p.TextZh))));

    /// <summary>
    /// A suspension is the department head's and a listing has a record of its own: an import can give neither, and
    /// whoever it registered without them would get orders. Null for every other status.
    /// </summary>
    public static ImportProblem? OfStatus(ImportedContractor contractor) =>
        contractor.Status is "suspended" or "blacklisted"
            ? new ImportProblem(
                "import.contractors.status-not-imported", contractor.Line, null,
                new Dictionary<string, string>(StringComparer.Ordinal) { ["status"] = contractor.Status },
                $"Status {contractor.Status} is not imported: register the contractor, then the department head "
                + "suspends it or lists the company.",
                $"状态 {contractor.Status} 不能导入：请先登记，再由部门负责人中止合作或列入不良信用名单。")
            : null;
}
