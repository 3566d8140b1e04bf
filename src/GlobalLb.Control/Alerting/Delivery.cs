using System.Net.Sockets;
using System.Security.Authentication;
using GlobalLb.Steering.Configuration;
using GlobalLb.Vantage.Guarding;
using GlobalLb.Vantage.Kinds;

namespace GlobalLb.Control.Alerting;

/// <summary>Brings one message to one receiver, once, within a time.</summary>
internal sealed class Delivery(ControlOptions options, TimeProvider time)
{
    private readonly AlertSecrets _secrets = new(options.AlertSecrets);
    private readonly OutgoingLine _line = new(new AddressGuard(options.AlertAllowed, "--alert-allow"), new CertificateCheck(options.Probing.Roots, time));

    /// <summary>Tries it.</summary>
    /// <returns>Why it did not reach all it is to; null: it did.</returns>
    /// <exception cref="AlertException">It was not taken.</exception>
    /// <exception cref="OperationCanceledException">It was given up.</exception>
    public async Task<string?> SendAsync(AlertReceiver receiver, AlertMessage message, CancellationToken stop)
    {
        using var deadline = new CancellationTokenSource(options.AlertDeadline, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, deadline.Token);
        try
        {
            return await SendOnceAsync(receiver, message, both.Token);
        }
        catch (AlertException)
        {
            throw;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new AlertException($"no answer within {options.AlertDeadline.TotalSeconds} s", mayHeal: true);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            throw new AlertException(Describe(failure), mayHeal: true);
        }
    }

    private async Task<string?> SendOnceAsync(AlertReceiver receiver, AlertMessage message, CancellationToken deadline)
    {
        switch (receiver.Kind)
        {
            case AlertKind.Email:
                return await new MailDrop(_line).SendAsync(receiver, receiver.User is null ? null : _secrets.Password(receiver), MailForm.Of(message, receiver), deadline);
            case AlertKind.Slack:
                await new WebPost(_line).SendAsync(receiver.Secret is { } name ? _secrets.Address(name) : new Uri(receiver.Url!), SlackForm.Of(message), [], deadline);
                return null;
            default:
                var body = message.Write();
                await new WebPost(_line).SendAsync(
                    new Uri(receiver.Url!), body, WebhookSignature.Headers(message.Id, time.GetUtcNow(), body, receiver.Secret is { } key ? _secrets.Key(key) : null), deadline);
                return null;
        }
    }

    // The innermost says it; what a library wraps around may hold the address, which may be a secret.
    private static string Describe(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner is RefusedException or AuthenticationException) return inner.Message;
            if (inner is SocketException socket) return socket.SocketErrorCode == SocketError.HostNotFound ? "the name has no address" : socket.Message;
        }

        return failure is HttpRequestException http ? $"no valid answer ({http.HttpRequestError})" : failure.GetType().Name;
    }
}
