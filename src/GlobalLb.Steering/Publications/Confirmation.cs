using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Publications;

/// <summary>What an edge says that it answers from: only people notice when nobody says it.</summary>
public sealed record Confirmation
{
    /// <summary>The header that an edge says its name with when it follows the feed.</summary>
    public const string EdgeHeader = "GlobalLb-Edge";

    /// <summary>The most characters of a name.</summary>
    public const int LongestName = 63;

    /// <summary>The name of the edge, as <see cref="IsName"/> wants it.</summary>
    public required string Edge { get; init; }

    /// <summary>The version of its program; empty: not known.</summary>
    public string Program { get; init; } = "";

    /// <summary>The configuration it answers from; its order is the version.</summary>
    public required Fence Configuration { get; init; }

    /// <summary>The health table it answers from; the empty one: none yet.</summary>
    public required Fence Health { get; init; }

    /// <summary>How long ago it took that table, by its own clock that only goes forward.</summary>
    public required TimeSpan HealthAge { get; init; }

    /// <summary>Responses it has sent since it began.</summary>
    public required long Responses { get; init; }

    /// <summary>Whether an edge can be called so: 1 to 63 letters, digits, dots, colons, hyphens and underscores of ASCII.</summary>
    public static bool IsName([NotNullWhen(true)] string? text) =>
        text is { Length: > 0 and <= LongestName } && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or ':' or '-' or '_');

    /// <summary>Writes it as JSON.</summary>
    public void Write(IBufferWriter<byte> octets)
    {
        using var json = new Utf8JsonWriter(octets, ConfigurationJson.WriterOptions);
        json.WriteStartObject();
        json.WriteString("edge"u8, Edge);
        json.WriteString("program"u8, Program);
        Write(json, "configuration", Configuration);
        Write(json, "health", Health);
        json.WriteNumber("healthAgeSeconds"u8, HealthAge.TotalSeconds);
        json.WriteNumber("responses"u8, Responses);
        json.WriteEndObject();
    }

    /// <summary>Reads it; members that are not known are left alone, because an edge may be newer than its Control.</summary>
    /// <param name="octets">One JSON object in UTF-8.</param>
    /// <param name="confirmation">What it says, when it could be read.</param>
    /// <param name="problem">Why it could not, otherwise.</param>
    public static bool TryRead(ReadOnlyMemory<byte> octets, [NotNullWhen(true)] out Confirmation? confirmation, [NotNullWhen(false)] out string? problem)
    {
        (confirmation, problem) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(octets);
            var root = document.RootElement;
            var read = new Confirmation
            {
                Edge = root.GetProperty("edge").GetString() ?? "",
                Program = root.TryGetProperty("program", out var program) ? program.GetString() ?? "" : "",
                Configuration = ReadFence(root.GetProperty("configuration")),
                Health = ReadFence(root.GetProperty("health")),
                HealthAge = TimeSpan.FromSeconds(root.GetProperty("healthAgeSeconds").GetDouble()),
                Responses = root.GetProperty("responses").GetInt64(),
            };
            if (!IsName(read.Edge)) problem = "the name of an edge has 1 to 63 letters, digits, dots, colons, hyphens and underscores";
            else if (read.Program.Length > LongestName) problem = "the version of a program has at most 63 characters";
            else if (read.HealthAge < TimeSpan.Zero || read.Responses < 0) problem = "ages and counts are not less than 0";
            else confirmation = read;
        }
        catch (Exception refused) when (refused is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException or ArgumentException)
        {
            problem = $"it is no confirmation: {refused.Message}";
        }

        return confirmation is not null;
    }

    private static void Write(Utf8JsonWriter json, string name, Fence fence)
    {
        json.WriteStartObject(name);
        json.WriteString("system"u8, fence.System);
        json.WriteNumber("term"u8, fence.Term);
        json.WriteNumber("order"u8, fence.Order);
        json.WriteEndObject();
    }

    private static Fence ReadFence(JsonElement json) =>
        new(json.GetProperty("system").GetGuid(), json.GetProperty("term").GetInt64(), json.GetProperty("order").GetInt64());
}
