using System.Collections.Immutable;
using System.Net;

namespace GlobalLb.Control.Flattening;

/// <summary>Which resolvers this machine asks: the ones it was told, or those of <c>/etc/resolv.conf</c>, read anew each time.</summary>
internal static class ResolverAddresses
{
    private const string File = "/etc/resolv.conf";
    private const int Port = 53;

    public static ImmutableArray<IPEndPoint> Find(ControlOptions options)
    {
        if (!options.Resolvers.IsEmpty) return options.Resolvers;
        try
        {
            return Parse(System.IO.File.ReadAllText(File));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Parse("");
        }
    }

    /// <summary>The name servers a resolv.conf names; when it names none, this machine itself, as resolv.conf(5) says.</summary>
    public static ImmutableArray<IPEndPoint> Parse(string text)
    {
        var found = text.Split('\n')
            .Select(line => line.Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["nameserver", _, ..])
            .Select(words => IPAddress.TryParse(words[1], out var address) ? new IPEndPoint(address, Port) : null)
            .OfType<IPEndPoint>()
            .ToImmutableArray();
        return found.IsEmpty ? [new IPEndPoint(IPAddress.Loopback, Port)] : found;
    }
}
