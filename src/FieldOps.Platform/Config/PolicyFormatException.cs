namespace FieldOps.Platform.Config;

/// <summary>A policy file is not what it should be; the host does not start with it.</summary>
public sealed class PolicyFormatException : Exception
{
    /// <summary>Names the file and what is wrong.</summary>
    public PolicyFormatException(string file, string problem)
        : base($"{file}: {problem}.")
    {
        File = file;
    }

    /// <summary>The file or folder.</summary>
    public string File { get; }
}
