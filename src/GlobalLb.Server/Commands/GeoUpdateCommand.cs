using System.CommandLine;
using GlobalLb.Server.Locating;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb geo update</c>: MaxMind's databases, fetched when there are newer ones, and put in use as by <c>geo activate</c>.</summary>
internal static class GeoUpdateCommand
{
    private const int LongestKey = 200;

    public static Command Create()
    {
        var account = new Option<string>("--account") { Description = "The number of the account at MaxMind", HelpName = "number", Required = true };
        var key = new Option<string>("--licence-key-file") { Description = "A file that holds the licence key and nothing else", HelpName = "file", Required = true };
        var editions = new Option<string[]>("--edition") { Description = "Which database; may be repeated: the first takes the place of the first of --places, and so on (GeoLite2-City)", HelpName = "name", DefaultValueFactory = _ => ["GeoLite2-City"] };
        var server = new Option<string>("--url") { Description = $"Where databases are given out ({MaxMindServer.Usual})", HelpName = "address", DefaultValueFactory = _ => MaxMindServer.Usual };
        var activation = new Activation();
        var command = new DocumentedCommand(
            "update",
            "Fetch databases of places from MaxMind when there are newer ones, and put them in use as 'geo activate' does",
            [
                "globallb geo update --account 123456 --licence-key-file /etc/globallb/maxmind.key --places /var/lib/geo/city.mmdb",
                "globallb geo update --account 123456 --licence-key-file maxmind.key --edition GeoLite2-City --edition GeoLite2-ASN --places city.mmdb --places asn.mmdb",
            ],
            "What comes is checked against its SHA-256, read, and played through the policies; then all of it is put in use or none. A file in use that is of the same edition is replaced by a newer one only.")
        { account, key, editions, server };
        activation.AddTo(command);
        Check(account, number => number.Length > 0 && number.All(char.IsAsciiDigit), "is no account: that is a number, such as 123456.");
        Check(editions, edition => edition.Length is > 0 and <= 100 && edition.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_'), "is no edition; write one such as GeoLite2-City.");
        Check(server, IsSafe, $"is no address to ask; write one such as {MaxMindServer.Usual}, with http:// only on this machine, because the key is sent there.");
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(editions)!;
            var targets = activation.Preview.Targets(parsed, wanted.Length);
            var url = parsed.GetValue(server)!;
            using var maxMind = new MaxMindServer(new Uri(url.EndsWith('/') ? url : $"{url}/"), parsed.GetValue(account)!, await ReadKeyAsync(parsed.GetValue(key)!, cancellation));
            var newer = new List<(int, NewPlaces)>();
            for (var i = 0; i < wanted.Length; i++)
            {
                if (await FetchAsync(maxMind, wanted[i], targets[i], cancellation) is { } places) newer.Add((i, places));
                else await parsed.InvocationConfiguration.Output.WriteLineAsync($"{wanted[i]}: there is none newer than {targets[i].Path}.");
            }

            return newer.Count == 0 ? ExitCode.Done : await activation.RunAsync(parsed, newer, cancellation);
        });
        return command;
    }

    private static void Check(Option option, Func<string, bool> isRight, string sentence) => option.Validators.Add(result =>
    {
        foreach (var token in result.Tokens.Where(token => !isRight(token.Value))) result.AddError($"'{token.Value}' {sentence}");
    });

    private static bool IsSafe(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.UserInfo.Length == 0 && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback));

    private static async Task<NewPlaces?> FetchAsync(MaxMindServer server, string edition, InstalledPlaces target, CancellationToken cancellation)
    {
        // When a file of another kind was written says nothing of this one.
        if (target.Find()?.Type == edition && await server.FindNewestAsync(edition, cancellation) is { } newest && newest <= target.WrittenAt) return null;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(target.Path))!);
        var progress = PercentLine.ForPeople();
        var (content, writtenAt) = await server.FetchAsync(edition, $"{target.Path}.download", progress, cancellation);
        progress?.End();
        return PlaceFile.TryRead(content, out var file, out var problem)
            ? new NewPlaces(target, file, content, writtenAt)
            : throw new NotFoundException($"{edition}: what came cannot be used: {problem}; nothing is changed");
    }

    private static async Task<string> ReadKeyAsync(string path, CancellationToken cancellation)
    {
        // What is in the file is never said: it may be the key with a blank in it.
        var key = (await File.ReadAllTextAsync(path, cancellation)).Trim();
        return key.Length is > 0 and <= LongestKey && key.All(letter => char.IsAscii(letter) && !char.IsControl(letter) && !char.IsWhiteSpace(letter))
            ? key
            : throw new NotFoundException($"{path} holds no licence key: write the key into it, on one line, and nothing else");
    }
}
