using GlobalLb.Store.Embedded;

namespace GlobalLb.Server.Running;

/// <summary>Our own options from where a command line does not reach: the environment first, then appsettings.json of the current folder.</summary>
internal static class Settings
{
    private static readonly Lazy<IConfigurationRoot> File = new(() => Read(Directory.GetCurrentDirectory()));

    /// <summary>The setting: <c>GLOBALLB_NAME</c>, else <c>GlobalLb:Name</c>, else null.</summary>
    /// <param name="name">Its name, such as <c>FeedKey</c>; in the environment words are parted by underscores.</param>
    /// <exception cref="StartFailure">appsettings.json cannot be read.</exception>
    public static string? Find(string name) => Find(name, Environment.GetEnvironmentVariable, () => File.Value);

    /// <summary>What was given, else the parts of the setting, which has commas between them.</summary>
    /// <param name="name">The name of the setting.</param>
    /// <param name="given">What the command line says; null or empty: nothing.</param>
    /// <param name="usual">What the setting is when nobody wrote it.</param>
    /// <exception cref="StartFailure">appsettings.json cannot be read.</exception>
    public static string[] All(string name, string[]? given, string usual = "") =>
        given is { Length: > 0 } ? given : (Find(name) ?? usual).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    internal static string? Find(string name, Func<string, string?> environment, Func<IConfiguration> file)
    {
        var variable = $"GLOBALLB_{string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{c}"))}".ToUpperInvariant();
        if (environment(variable) is { Length: > 0 } value) return value;
        return file()[$"GlobalLb:{name}"] is { Length: > 0 } written ? written : null;
    }

    internal static IConfigurationRoot Read(string folder)
    {
        try
        {
            return new ConfigurationBuilder().SetBasePath(folder).AddJsonFile("appsettings.json", optional: true).Build();
        }
        catch (Exception failure) when (failure is InvalidDataException or FormatException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"{Path.Combine(folder, "appsettings.json")} cannot be read ({failure.GetBaseException().Message.TrimEnd('.')}): mend it, or start where there is none.", failure);
        }
    }
}
