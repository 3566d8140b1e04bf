using System.Net;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Validation;

internal static class PoolChecks
{
    public const int LongestSlowStart = 86_400;

    public static void Check(ConfigurationDocument document, WrittenPools pools, Problems problems)
    {
        foreach (var pool in document.Pools)
        {
            var path = $"pools[{pool.Code}]";
            problems.AddBadCode(pool.Code.Value, $"{path}.code");
            problems.AddUnless(pools.Has(pool.Region), $"{path}.region", $"there is no region '{pool.Region}'; add it first or choose one that exists");
            problems.AddUnless(!pool.Endpoints.IsEmpty, $"{path}.endpoints", "a pool needs at least one endpoint");
            if (pool.SlowStart is { } slowStart) problems.AddOutside(slowStart, 1, LongestSlowStart, $"{path}.slowStart", " seconds");
            ProbeChecks.Check(pool, path, problems);
            foreach (var endpoint in pool.Endpoints) CheckEndpoint(endpoint, $"{path}.endpoints[{endpoint.Code}]", problems);
            problems.AddDuplicates(pool.Endpoints.Select(endpoint => $"{endpoint.Address}:{endpoint.Port}"), $"{path}.endpoints", "address and port");
        }

        TimingChecks.Check(document, problems);
        DependencyChecks.Check(document, problems);
        problems.AddDuplicates(document.Pools.Select(pool => pool.Code.Value), "pools", "code");
        problems.AddDuplicates(document.Pools.SelectMany(pool => pool.Endpoints).Select(endpoint => endpoint.Code.Value), "pools.endpoints", "code");
    }

    private static void CheckEndpoint(Endpoint endpoint, string path, Problems problems)
    {
        problems.AddBadCode(endpoint.Code.Value, $"{path}.code");
        problems.AddOutside(endpoint.Port, 1, 65_535, $"{path}.port");
        problems.AddOutside(endpoint.Weight, 0, 1_000_000, $"{path}.weight");
        if (endpoint.ProbeOverride is { } own) ProbeChecks.Check(own, $"{path}.probeOverride", problems);
        if (endpoint.Forced is { } forced) CheckForced(forced, endpoint, $"{path}.forced", problems);
        var isAnswerable = !endpoint.Address.Equals(IPAddress.Any) && !endpoint.Address.Equals(IPAddress.IPv6Any)
            && !endpoint.Address.IsIPv6Multicast && !endpoint.Address.IsIPv4MappedToIPv6 && endpoint.Address.GetAddressBytes()[0] is < 224 or > 239
            && !endpoint.Address.Equals(IPAddress.Broadcast);
        problems.AddUnless(isAnswerable, $"{path}.address", $"{endpoint.Address} is no address of one machine; write the IPv4 or IPv6 address that clients connect to");
    }

    private static void CheckForced(Forced forced, Endpoint endpoint, string path, Problems problems)
    {
        problems.AddUnless(
            endpoint.Availability != EndpointAvailability.Automatic, path, "an automatic endpoint is not forced; leave this out, or set availability to forcedUp or forcedDown");
        CheckText(forced.Reason, $"{path}.reason", problems);
        CheckText(forced.Owner, $"{path}.owner", problems);
    }

    private static void CheckText(string? text, string path, Problems problems) =>
        problems.AddUnless(text is null || (!string.IsNullOrWhiteSpace(text) && text.Length <= Forced.LongestText), path, $"write 1 to {Forced.LongestText} characters, or leave it out");
}
