using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using FieldOps.Testing;

namespace FieldOps.Architecture.Tests.Deployment;

/// <summary>Renders an overlay of <c>k8s/</c> with the renderer that this machine has.</summary>
internal static class Renderer
{
    private const string Missing =
        "k8s/ cannot be rendered: install kubectl 1.21 or newer (Debian 13: apt-get install kubernetes-client; else " +
        "https://kubernetes.io/docs/tasks/tools) or kustomize 4 or newer.";

    private static readonly (string Program, string Verb)[] s_renderers =
        [("kubectl", "kustomize"), ("kustomize", "build")];

    private static readonly ConcurrentDictionary<string, Lazy<string>> s_rendered = new(StringComparer.Ordinal);

    /// <summary>The overlay's objects as YAML text; rendered once.</summary>
    public static string Overlay(string name) => s_rendered.GetOrAdd(name, n => new(() => Render(n))).Value;

    private static string Render(string overlay)
    {
        var folder = Path.Combine(RepoFiles.Root, "k8s", "overlays", overlay);
        foreach (var (program, verb) in s_renderers)
        {
            if (TryRun(program, verb, folder) is { } run)
            {
                run.Code.ShouldBe(0, $"{Missing} {program} says: {run.Errors}");
                return run.Output;
            }
        }

        throw new ShouldAssertException(Missing);
    }

    private static (int Code, string Output, string Errors)? TryRun(string program, string verb, string folder)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, [verb, folder])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            })!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
