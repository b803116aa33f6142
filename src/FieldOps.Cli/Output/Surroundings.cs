using System.Text;

namespace FieldOps.Cli.Output;

/// <summary>What the program sees of the world around it; a test gives its own.</summary>
/// <param name="Out">What scripts read.</param>
/// <param name="Error">Problems, and progress where the output is for scripts.</param>
/// <param name="Environment">Environment variables.</param>
/// <param name="IsTerminal">Whether a person looks at the output.</param>
internal sealed record Surroundings(
    TextWriter Out, TextWriter Error, Func<string, string?> Environment, bool IsTerminal)
{
    public static Surroundings OfProcess()
    {
        if (!Console.IsOutputRedirected)
        {
            Console.OutputEncoding = Encoding.UTF8;
        }

        return new(Console.Out, Console.Error, System.Environment.GetEnvironmentVariable, !Console.IsOutputRedirected);
    }
}
