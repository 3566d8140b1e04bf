namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>One network of docker-compose.yml.</summary>
internal sealed class ComposeNetwork
{
    public Dictionary<string, List<Dictionary<string, string>>> Ipam { get; set; } = [];
}
