namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>One service of docker-compose.yml. A key that is not here makes reading fail.</summary>
internal sealed class ComposeService
{
    public Dictionary<string, string>? Build { get; set; }

    public string Image { get; set; } = "";

    public string? User { get; set; }

    public string? Hostname { get; set; }

    public List<string> Command { get; set; } = [];

    public Dictionary<string, string> Environment { get; set; } = [];

    public List<string> Volumes { get; set; } = [];

    public List<string> Ports { get; set; } = [];

    public Dictionary<string, Dictionary<string, string>> DependsOn { get; set; } = [];

    public Dictionary<string, object>? Healthcheck { get; set; }

    public Dictionary<string, Dictionary<string, string>> Networks { get; set; } = [];

    public Dictionary<string, string> Sysctls { get; set; } = [];

    public bool ReadOnly { get; set; }

    public List<string> Tmpfs { get; set; } = [];

    public List<string> CapDrop { get; set; } = [];

    public List<string> SecurityOpt { get; set; } = [];

    public string? Restart { get; set; }

    /// <summary>The image's Dockerfile; null when the image is somebody else's.</summary>
    public Dockerfile? Dockerfile => Build is null ? null : Dockerfile.All.SingleOrDefault(file => file.Path == Build["dockerfile"]);

    /// <summary>Source and target of what is mounted.</summary>
    public IEnumerable<(string Source, string Target)> Mounts => Volumes.Select(volume => volume.Split(':')).Select(parts => (parts[0], parts[1]));
}
