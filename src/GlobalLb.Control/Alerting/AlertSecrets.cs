using GlobalLb.Steering.Configuration;

namespace GlobalLb.Control.Alerting;

/// <summary>
/// The secrets that receivers name: from the environment of this program, or from a folder of files. They are read whenever they
/// are used, so that a new one needs no restart.
/// </summary>
/// <param name="folder">The folder; null: the environment alone.</param>
internal sealed class AlertSecrets(string? folder)
{
    /// <summary>What the name of an environment variable begins with.</summary>
    public const string Prefix = "GLOBALLB_SECRET_";

    private const int MostOctets = 4096;

    /// <summary>A secret.</summary>
    /// <param name="name">Its name, of capital letters, digits and underscores.</param>
    /// <exception cref="AlertException">There is none.</exception>
    public string Find(string name)
    {
        if (Environment.GetEnvironmentVariable(Prefix + name) is { Length: > 0 } value) return value.Trim();
        try
        {
            if (folder is not null && new FileInfo(Path.Combine(folder, name)) is { Exists: true, Length: > 0 and <= MostOctets } file && File.ReadAllText(file.FullName).Trim() is { Length: > 0 } text) return text;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new AlertException($"the secret {name} cannot be read: {failure.Message}", mayHeal: true);
        }

        throw new AlertException($"there is no secret {name}; start Control with {Prefix}{name}, or write it into a file of that name in the folder of --alert-secrets", mayHeal: true);
    }

    /// <summary>The password for a mail server. It says the server that it is for, so that who writes a configuration cannot have it sent to another.</summary>
    /// <exception cref="AlertException">There is none, or it is for another server.</exception>
    public string Password(AlertReceiver receiver)
    {
        var found = Find(receiver.Secret!);
        if (found.Split(' ', 2) is not [var server, { Length: > 0 } password]) throw new AlertException($"the secret {receiver.Secret} has to hold the name of the mail server, a blank, and the password", mayHeal: true);
        return server.Equals(receiver.Server, StringComparison.OrdinalIgnoreCase) ? password : throw new AlertException($"the secret {receiver.Secret} is for another server than {receiver.Server}", mayHeal: true);
    }

    /// <summary>The key that a webhook is signed with: 24 to 64 octets.</summary>
    /// <exception cref="AlertException">There is none, or it is none.</exception>
    public byte[] Key(string name)
    {
        const string Mark = "whsec_";
        var octets = new byte[64];
        var found = Find(name);
        return found.StartsWith(Mark, StringComparison.Ordinal) && Convert.TryFromBase64String(found[Mark.Length..], octets, out var length) && length >= 24
            ? octets[..length]
            : throw new AlertException($"the secret {name} is no key of a webhook: write {Mark} and 24 to 64 octets in base64, such as {Mark}$(openssl rand -base64 32)", mayHeal: true);
    }

    /// <summary>The address of a Slack webhook, which is a secret as a whole.</summary>
    /// <exception cref="AlertException">There is none, or it is none.</exception>
    public Uri Address(string name) => Uri.TryCreate(Find(name), UriKind.Absolute, out var url) && url.Scheme is "https" or "http"
        ? url
        : throw new AlertException($"the secret {name} is no web address", mayHeal: true);
}
