namespace GlobalLb.Architecture.Tests.Deploy;

/// <summary>A file of <c>NAME=VALUE</c> lines, as compose and systemd read them.</summary>
internal static class EnvironmentFile
{
    public static Dictionary<string, string> Read(string path) => Repository.Read(path).Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#')
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1].Trim('"'));
}
