namespace GlobalLb.Control.Working;

/// <summary>What this process is called among the Controls that share work: the machine and the process, and a little chance.</summary>
internal static class Node
{
    /// <summary>A new name, such as <c>gslb-1:4711:3fa9</c>: a process that starts again is another node.</summary>
    public static string Draw() => $"{Environment.MachineName}:{Environment.ProcessId}:{Random.Shared.Next(0x10000):x4}";
}
