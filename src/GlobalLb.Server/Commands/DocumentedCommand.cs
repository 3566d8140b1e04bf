using System.CommandLine;

namespace GlobalLb.Server.Commands;

/// <summary>A command with more to say than the one line that lists show of it.</summary>
/// <param name="name">Its name.</param>
/// <param name="summary">The one line.</param>
/// <param name="examples">Command lines to try, shown in its own help.</param>
/// <param name="remarks">What else there is to know, shown in its own help.</param>
internal sealed class DocumentedCommand(string name, string summary, string[] examples, string remarks = "") : Command(name, summary)
{
    /// <summary>Command lines to try; may be none.</summary>
    public IReadOnlyList<string> Examples { get; } = examples;

    /// <summary>What else there is to know; may be empty.</summary>
    public string Remarks { get; } = remarks;
}
