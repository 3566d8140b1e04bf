using GlobalLb.Store.People;
using Microsoft.AspNetCore.Identity;

namespace GlobalLb.Web.SignIn;

/// <summary>Hashes passwords and checks them (PBKDF2 with a salt, by ASP.NET Identity's hasher).</summary>
internal sealed class Passwords(PeopleStore people)
{
    public const int Shortest = 12;
    public const int Longest = 200;
    public const int LongestName = 60;

    private static readonly PasswordHasher<Passwords> Hasher = new();
    private static readonly string Nobody = Hash(Guid.NewGuid().ToString());

    /// <summary>The hash to store.</summary>
    public static string Hash(string password) => Hasher.HashPassword(null!, password);

    /// <summary>What is wrong with a name for a new person; null: nothing.</summary>
    public static string? FindProblem(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return "Choose a name.";
        if (name.Length > LongestName) return $"A name may have {LongestName} characters; this one has {name.Length}.";
        return name.Any(char.IsControl) || name != name.Trim() ? "A name must not begin or end with a blank or hold control characters." : null;
    }

    /// <summary>What is wrong with a new password; null: nothing. Length is what counts; no kinds of characters are asked for.</summary>
    public static string? FindProblem(string? password, string? repeated)
    {
        if (password is null || password.Length < Shortest) return $"A password needs at least {Shortest} characters.";
        if (password.Length > Longest) return $"A password may have {Longest} characters.";
        return password == repeated ? null : "The two passwords differ; type the same one twice.";
    }

    /// <summary>The person of that name and password; null for a wrong name, a wrong password and a disabled person alike.</summary>
    public async Task<(Person Person, string Hash)?> CheckAsync(string? name, string? password, CancellationToken cancellation)
    {
        // An unknown name costs the same work, so that time does not tell which names there are.
        if (name is not { Length: > 0 and <= LongestName } || password is not { Length: > 0 and <= Longest }) (name, password) = ("", "");
        var found = name.Length == 0 ? null : await people.FindAsync(name, cancellation);
        var result = Hasher.VerifyHashedPassword(null!, found?.PasswordHash ?? Nobody, password);
        return found is { Person.IsDisabled: false } known && result != PasswordVerificationResult.Failed ? known : null;
    }
}
