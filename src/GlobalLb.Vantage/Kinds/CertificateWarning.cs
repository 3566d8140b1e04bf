using System.Globalization;

namespace GlobalLb.Vantage.Kinds;

/// <summary>What is said of a certificate that ends soon, and how many days that means.</summary>
public static class CertificateWarning
{
    private const string Within = "the certificate ends within a day";
    private const string Before = "the certificate ends in ";
    private const string After = " days";

    /// <summary>The warning.</summary>
    /// <param name="left">How long it still holds.</param>
    public static string Of(TimeSpan left) => left.TotalDays >= 1 ? string.Create(CultureInfo.InvariantCulture, $"{Before}{Math.Floor(left.TotalDays)}{After}") : Within;

    /// <summary>The whole days that a warning says; null: it is about something else.</summary>
    public static int? DaysOf(string? warning)
    {
        if (warning == Within) return 0;
        if (warning is null || !warning.StartsWith(Before, StringComparison.Ordinal) || !warning.EndsWith(After, StringComparison.Ordinal)) return null;
        return int.TryParse(warning.AsSpan(Before.Length, warning.Length - Before.Length - After.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : null;
    }
}
