namespace FieldOps.Domain.Kernel;

/// <summary>
/// Characters that no name, reason or code has: the server's jsonb holds no NUL, and a spreadsheet none of the others.
/// </summary>
public static class ControlCharacter
{
    /// <summary>True for a control character that is neither a line end nor a tab.</summary>
    public static bool Is(char c) => char.IsControl(c) && c is not ('\n' or '\r' or '\t');
}
