
namespace GlobalLb.Server.Running;

/// <summary>Our own options from where a command line does not reach: the environment first, then appsettings.json of the current folder.</summary>
internal static class Settings
{
    private static readonly Lazy<IConfigurationRoot> File = new(() => new ConfigurationBuilder()
        .SetBasePath(Directory.GetCurrentDirectory())
        .AddJsonFile("appsettings.json", optional: true)
        .Build());

    /// <summary>The setting: <c>GLOBALLB_NAME</c>, else <c>GlobalLb:Name</c>, else null.</summary>
    /// <param name="name">Its name, such as <c>FeedKey</c>; in the environment words are parted by underscores.</param>
    public static string? Find(string name)
    {
        var variable = $"GLOBALLB_{string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"))}".ToUpperInvariant();
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : File.Value[$"GlobalLb:{name}"];
    }
}
