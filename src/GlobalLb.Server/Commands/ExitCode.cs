namespace GlobalLb.Server.Commands;

/// <summary>What the program's exit tells a script. A wrong command line exits with 1 by the parser, before any command runs.</summary>
internal static class ExitCode
{
    /// <summary>Done, or stopped as asked.</summary>
    public const int Done = 0;

    /// <summary>It could not be done; one sentence on standard error says why and what to do.</summary>
    public const int Failed = 1;

    /// <summary>What was asked about does not exist, or is not valid: an unknown name, code or version, a zone with problems.</summary>
    public const int NotFound = 3;

    /// <summary>A simulation found a name that would be left to its fallback, or empty; or an expectation does not come true.</summary>
    public const int DoesNotHold = 4;

    /// <summary>The same, for <c>--help</c>.</summary>
    public const string Help = "Exit codes: 0 done · 1 failed, or a wrong command line · 3 what was asked about does not exist or is not valid · 4 a simulated fault leaves a name to its fallback, or an expectation does not hold";
}
