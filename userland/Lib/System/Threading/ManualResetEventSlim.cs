// SPDX-License-Identifier: MIT
namespace System.Threading;

/// <summary>An event that lets everybody through while it is set.</summary>
public class ManualResetEventSlim(bool initialState) : IDisposable
{
    private readonly object _gate = new();
    private bool _isSet = initialState;
    private bool _isDisposed;

    public ManualResetEventSlim()
        : this(false)
    {
    }

    public bool IsSet => Volatile.Read(ref _isSet);

    public void Set()
    {
        lock (_gate)
        {
            _isSet = true;
            Monitor.PulseAll(_gate);
        }
    }

    public void Reset()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        lock (_gate) _isSet = false;
    }

    public void Wait() => _ = Wait(Timeout.Infinite, CancellationToken.None);

    public void Wait(CancellationToken cancellationToken) => _ = Wait(Timeout.Infinite, cancellationToken);

    public bool Wait(TimeSpan timeout) => Wait(Timeout.ToMilliseconds(timeout), CancellationToken.None);

    public bool Wait(int millisecondsTimeout) => Wait(millisecondsTimeout, CancellationToken.None);

    public bool Wait(int millisecondsTimeout, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        cancellationToken.ThrowIfCancellationRequested();
        Timeout.Check(millisecondsTimeout);
        if (IsSet) return true;

        Deadline deadline = new(millisecondsTimeout);
        using CancellationTokenRegistration registration = cancellationToken.WakeWhenCancelled(_gate);
        lock (_gate)
        {
            while (!_isSet)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!deadline.Wait(_gate) && deadline.HasPassed) return _isSet;
            }
        }

        return true;
    }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => _isDisposed = true;
}
