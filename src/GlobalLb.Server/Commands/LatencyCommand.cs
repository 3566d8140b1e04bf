using System.CommandLine;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb latency</c>: the times that <c>fastest</c> nodes go by.</summary>
internal static class LatencyCommand
{
    public static Command Create() => new("latency", "The measured latencies that policies of the kind fastest go by") { LatencyImportCommand.Create() };
}
