using System.CommandLine;
using GlobalLb.Server.Commands;

namespace GlobalLb.Server.Tests.Commands;

/// <summary>What the program says to a command line, and how it ends.</summary>
internal sealed record Spoken(int Code, string Output, string Error)
{
    public static async Task<Spoken> ByAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await Root.Create().Parse(arguments).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = error, ProcessTerminationTimeout = null });
        return new Spoken(code, output.ToString(), error.ToString());
    }
}
