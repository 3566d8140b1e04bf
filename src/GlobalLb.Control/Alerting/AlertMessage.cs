using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Alerting;

/// <summary>One message to one receiver. Its JSON is what webhooks are sent, and what waits in the database.</summary>
/// <param name="Id">What a receiver knows it by when it comes twice.</param>
/// <param name="Type"><c>alerts</c>, or <c>test</c>.</param>
/// <param name="Timestamp">When it was made.</param>
/// <param name="Receiver">Whom it is to.</param>
/// <param name="Title">What it says, in a line.</param>
/// <param name="Counts">How many alerts there are, by why they are said.</param>
/// <param name="Omitted">How many of them are not among <paramref name="Alerts"/>.</param>
/// <param name="Alerts">What is said.</param>
/// <param name="ConfigurationVersion">The version of the configuration.</param>
/// <param name="Console">The page where all of it can be seen; null: nobody said where pages are.</param>
internal sealed record AlertMessage(
    Guid Id,
    string Type,
    DateTimeOffset Timestamp,
    string Receiver,
    string Title,
    ImmutableSortedDictionary<string, int> Counts,
    int Omitted,
    ImmutableArray<AlertLine> Alerts,
    long ConfigurationVersion,
    string? Console)
{
    /// <summary>The most alerts that are said one by one.</summary>
    public const int Most = 50;

    private static readonly JsonSerializerOptions Json = new(ConfigurationJson.Options)
    {
        Encoder = JavaScriptEncoder.Default,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectRequiredConstructorParameters = false,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip, // it may be from a Control of another version
        WriteIndented = false,
    };

    /// <summary>Makes one of what is to be said.</summary>
    public static AlertMessage Of(string receiver, ImmutableArray<Saying> said, long version, DateTimeOffset now, Uri? console) => new(
        Guid.NewGuid(),
        "alerts",
        now,
        receiver,
        TitleOf(said),
        said.CountBy(saying => Word(saying.Telling)).ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal),
        Math.Max(0, said.Length - Most),
        [.. said.Take(Most).Select(saying => AlertLine.Of(saying, console))],
        version,
        console is null ? null : new Uri(console, "alerts").ToString());

    /// <summary>Makes one that only shows whether it arrives.</summary>
    public static AlertMessage Test(Guid id, string receiver, long version, DateTimeOffset now, Uri? console) => new(
        id, "test", now, receiver, "Test: this is how alerts arrive", ImmutableSortedDictionary<string, int>.Empty, 0, [], version, console is null ? null : new Uri(console, "alerts").ToString());

    /// <summary>Reads what was written; null: it is something else.</summary>
    public static AlertMessage? Read(string json) => Read<AlertMessage>(json);

    /// <summary>What webhooks are sent.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Writes a condition for the database.</summary>
    public static string Write(Condition condition) => JsonSerializer.Serialize(condition, Json);

    /// <summary>Reads a condition from the database; null: it is something else.</summary>
    public static Condition? ReadCondition(string json) => Read<Condition>(json);

    internal static string Word(Telling telling) => telling.ToString().ToLowerInvariant();

    private static T? Read<T>(string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string TitleOf(ImmutableArray<Saying> said)
    {
        var first = AlertLine.Line(said[0]);
        if (said.Length == 1) return first;
        var (fresh, over) = (said.Count(saying => saying.Telling is Telling.Begins or Telling.Worsens), said.Count(saying => saying.Telling is Telling.Ends or Telling.Passed));
        return string.Create(CultureInfo.InvariantCulture, $"{said.Length} alerts, {fresh} new and {over} over: {first} …");
    }
}
