using System.CommandLine;
using GlobalLb.Server.Locating;
using GlobalLb.Steering.Places;

namespace GlobalLb.Server.Commands;

/// <summary><c>globallb geo build</c>: a database of places from lists.</summary>
internal static class GeoBuildCommand
{
    private const string Suffix = ".mmdb";
    private const int LongestType = 100;

    public static Command Create()
    {
        var files = new Argument<string[]>("files") { Description = "One or more lists, and last the database to write (.mmdb)", Arity = new ArgumentArity(2, 1000) };
        var type = new Option<string>("--type") { Description = "What the database calls itself (GlobalLb-City)", HelpName = "name", DefaultValueFactory = _ => "GlobalLb-City" };
        var command = new DocumentedCommand(
            "build",
            "Make a database of places from lists of prefixes or ranges",
            ["globallb geo build places.csv places.mmdb", "globallb geo build /usr/share/tor/geoip /usr/share/tor/geoip6 countries.mmdb --type Tor-Country"],
            "A line is 'prefix,country[,region,lat,lon,asn]', where what is not known is empty, or 'start,end,country' as in the files of Debian's package tor-geoipdb. Narrower prefixes count within wider ones. Nothing is written when any line is wrong.") { files, type };
        command.Validators.Add(result =>
        {
            var names = result.GetValue(files) ?? [];
            if (names.Length < 2) return;
            if (!names[^1].EndsWith(Suffix, StringComparison.Ordinal)) result.AddError($"'{names[^1]}' is no database to write: name last a file that ends in {Suffix}.");
            if (names.SkipLast(1).FirstOrDefault(name => name.EndsWith(Suffix, StringComparison.Ordinal)) is { } list) result.AddError($"'{list}' is no list: of the files only the last ends in {Suffix}.");
            if (result.GetValue(type) is { Length: 0 or > LongestType }) result.AddError($"--type is a name of 1 to {LongestType} characters.");
        });
        Failing.SetAction(command, async (parsed, cancellation) =>
        {
            var names = parsed.GetValue(files)!;
            var writer = new PlaceFileWriter(parsed.GetValue(type)!, TimeProvider.System.GetUtcNow());
            var lists = new PlaceLists(writer);
            foreach (var list in names.SkipLast(1)) lists.Add(list, File.ReadLines(list));
            foreach (var problem in lists.Problems) await parsed.InvocationConfiguration.Error.WriteLineAsync(problem.AsMemory(), cancellation);
            if (lists.Problems.Count > 0) throw new NotFoundException("nothing is written: correct this first");
            var content = Write(writer);

            // What edges would refuse is not worth writing.
            if (!PlaceFile.TryRead(content, out var read, out _)) throw new NotFoundException("nothing is written: no line places anything");
            InstalledPlaces.Write(names[^1], content);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{names[^1]}: {writer.Count} prefixes at {read.Places.PlaceCount - 1} places, {content.Length} octets.".AsMemory(), cancellation);
            return ExitCode.Done;
        });
        return command;
    }

    private static byte[] Write(PlaceFileWriter writer)
    {
        try
        {
            return writer.Write();
        }
        catch (InvalidOperationException failure)
        {
            throw new NotFoundException($"nothing is written: {failure.Message}");
        }
    }
}
