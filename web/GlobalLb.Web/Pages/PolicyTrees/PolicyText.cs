using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using GlobalLb.Steering.Configuration;

namespace GlobalLb.Web.Pages.PolicyTrees;

/// <summary>Trees as text: the JSON that documents hold, indented.</summary>
internal static class PolicyText
{
    // For people: it is shown as text, never as markup.
    private static readonly JsonSerializerOptions Indented = new(ConfigurationJson.Options) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PolicyNode node) => JsonSerializer.Serialize(node, Indented);

    /// <summary>Reads a tree; whether it is valid is another matter.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out PolicyNode? node, [NotNullWhen(false)] out string? problem)
    {
        (node, problem) = (null, null);
        try
        {
            node = JsonSerializer.Deserialize<PolicyNode>(text, ConfigurationJson.Options);
            if (node is null) problem = "a policy must not be null; write a node such as { \"kind\": \"pool\", \"pool\": \"eu-web\" }";
        }
        catch (JsonException wrong)
        {
            problem = wrong.LineNumber is { } line ? $"line {line + 1}: {wrong.Message}" : wrong.Message;
        }
        catch (NotSupportedException)
        {
            problem = $"every node needs its kind; write one of {string.Join(", ", PolicyKind.All.Select(kind => kind.Word))}";
        }

        return node is not null;
    }
}
