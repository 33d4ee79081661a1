// SPDX-License-Identifier: MIT
using System.Diagnostics.CodeAnalysis;

namespace System.Threading;

/// <summary>Lets the context flow again that <see cref="ExecutionContext.SuppressFlow"/> held back.</summary>
public struct AsyncFlowControl : IEquatable<AsyncFlowControl>, IDisposable
{
    private Thread? _thread;

    internal AsyncFlowControl(Thread thread) => _thread = thread;

    /// <summary>Does nothing the second time, or if the flow was suppressed before.</summary>
    public void Undo()
    {
        if (_thread == null) return;
        if (_thread != Thread.CurrentThread) throw new InvalidOperationException("AsyncFlowControl object must be used on the thread where it was created.");
        if (!ExecutionContext.IsFlowSuppressed()) throw new InvalidOperationException("AsyncFlowControl objects can be used to restore flow only on a Context that had its flow suppressed.");
        _thread = null;
        ExecutionContext.RestoreFlow();
    }

    public void Dispose() => Undo();

    public readonly bool Equals(AsyncFlowControl obj) => _thread == obj._thread;

    public override readonly bool Equals([NotNullWhen(true)] object? obj) => obj is AsyncFlowControl other && Equals(other);

    public override readonly int GetHashCode() => _thread?.GetHashCode() ?? 0;

    public static bool operator ==(AsyncFlowControl a, AsyncFlowControl b) => a.Equals(b);

    public static bool operator !=(AsyncFlowControl a, AsyncFlowControl b) => !a.Equals(b);
}
