using System.Collections.Immutable;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Probing;

namespace GlobalLb.Vantage.Kinds;

/// <summary>Verifies certificates, and grades them by how long they still hold.</summary>
/// <param name="roots">Authorities that are trusted besides those of the system.</param>
/// <param name="time">Whose wall clock certificates are held against.</param>
public sealed class CertificateCheck(ImmutableArray<X509Certificate2> roots, TimeProvider time)
{
    /// <summary>Whether the certificate is valid for the name that was sent, and from an authority that is trusted.</summary>
    public bool Accepts(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, CertificateVerdict verdict)
    {
        if (certificate is not X509Certificate2 leaf || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            verdict.Problem = "it shows no certificate";
            return false;
        }

        verdict.Ends = Ends(leaf, chain);
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && !roots.IsEmpty && IsOurs(leaf, chain)) errors &= ~SslPolicyErrors.RemoteCertificateChainErrors;
        verdict.Problem = Problem(leaf, chain, errors);
        return verdict.Problem is null;
    }

    /// <summary>What the days that are left mean.</summary>
    internal Finding Grade(DateTimeOffset ends, Timing timing)
    {
        var left = ends - time.GetUtcNow();
        var said = CertificateWarning.Of(left);
        if (left.TotalDays < timing.CertificateDownDays) return new Finding(false, said);
        return new Finding(true, "certificate valid", left.TotalDays < timing.CertificateWarnDays ? said : null);
    }

    private string? Problem(X509Certificate2 leaf, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None) return null;
        var now = time.GetUtcNow();
        if (leaf.NotAfter < now) return $"its certificate ended on {leaf.NotAfter.ToUniversalTime():yyyy-MM-dd}";
        if (leaf.NotBefore > now) return $"its certificate begins on {leaf.NotBefore.ToUniversalTime():yyyy-MM-dd}";
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) return $"its certificate is for another name: {string.Join(", ", Names(leaf).Take(3))}";
        var why = chain?.ChainStatus.Select(status => status.Status).FirstOrDefault(status => status != X509ChainStatusFlags.NoError);
        return why is X509ChainStatusFlags.UntrustedRoot or X509ChainStatusFlags.PartialChain or null
            ? "its certificate is from an authority that nobody here trusts"
            : $"its certificate is not valid: {why}";
    }

    private static List<string> Names(X509Certificate2 leaf)
    {
        var names = leaf.Extensions.OfType<X509SubjectAlternativeNameExtension>().SelectMany(names => names.EnumerateDnsNames().Concat(names.EnumerateIPAddresses().Select(address => $"{address}"))).ToList();
        return names.Count > 0 ? names : [leaf.GetNameInfo(X509NameType.SimpleName, forIssuer: false)];
    }

    private bool IsOurs(X509Certificate2 leaf, X509Chain? received)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots.ToArray());
        // Nothing is fetched because a certificate says so.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        foreach (var element in received?.ChainElements ?? Enumerable.Empty<X509ChainElement>()) chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(leaf);
    }

    private static DateTimeOffset Ends(X509Certificate2 leaf, X509Chain? chain)
    {
        var ends = leaf.NotAfter;
        foreach (var element in chain?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            if (element.Certificate.NotAfter < ends) ends = element.Certificate.NotAfter;
        return ends.ToUniversalTime();
    }
}
