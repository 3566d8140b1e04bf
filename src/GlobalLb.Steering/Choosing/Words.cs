using GlobalLb.Steering.Configuration;

namespace GlobalLb.Steering.Choosing;

/// <summary>How explanations name things, the way documents write them.</summary>
internal static class Words
{
    public static string Of(Fallback fallback) => ConfigurationWords.Fallbacks[(int)fallback];
}
