using GlobalLb.Server.Example;
using GlobalLb.Store.People;

namespace GlobalLb.Server.Running;

/// <summary>What a person needs to know once everything runs.</summary>
internal static class Greeting
{
    private static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(24);

    public static async Task WriteAsync(IServiceProvider services, RunOptions options, Database database, bool hasExample, CancellationToken cancellation)
    {
        var lines = new List<string> { "", $"GlobalLb is running on {database.Description}.", "" };
        if (options.Has(Roles.Web))
        {
            lines.Add($"  Console   {options.Web}");
            var people = services.GetRequiredService<People>();
            if (!await people.AnyAsync(cancellation))
            {
                var key = await people.CreateSetUpLinkAsync(Role.Administrator, LinkLifetime, cancellation);
                lines.Add($"  Set-up    {new Uri(options.Web, $"set-up?key={key}")}");
                lines.Add("            makes the first administrator, once, within 24 hours");
            }
        }

        if (options.Has(Roles.Control)) lines.Add($"  Feed      {new Uri(options.Web, "feed/v1")}{(options.FeedKey is null ? "" : " (with the feed key)")}");
        if (options.Has(Roles.Edge)) lines.Add($"  DNS       {string.Join(", ", options.Dns)}, UDP and TCP");
        if (options.Has(Roles.Edge) && hasExample) lines.AddRange(LivingExample.Hints(options.Dns[0]));
        lines.Add("");
        lines.Add("Stop with Ctrl-C.");
        await Console.Out.WriteLineAsync(string.Join(Environment.NewLine, lines));
        await Console.Out.FlushAsync(cancellation);
    }
}
