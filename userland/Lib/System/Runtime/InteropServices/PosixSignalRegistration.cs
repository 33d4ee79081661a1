// SPDX-License-Identifier: MIT
using System.IO;
using Skift.Abi;

namespace System.Runtime.InteropServices;

/// <summary>A handler of a signal, until it is disposed.</summary>
public sealed class PosixSignalRegistration : IDisposable
{
    private readonly Signal _number;
    private readonly PosixSignal _signal;
    private readonly Action<PosixSignalContext> _handler;

    private PosixSignalRegistration(Signal number, PosixSignal signal, Action<PosixSignalContext> handler)
    {
        _number = number;
        _signal = signal;
        _handler = handler;
    }

    /// <summary>Calls back on another thread. A signal that is ignored stays so, for those that this program starts inherit that.</summary>
    /// <exception cref="PlatformNotSupportedException">There is no such signal.</exception>
    /// <exception cref="IOException">It cannot be caught.</exception>
    public static PosixSignalRegistration Create(PosixSignal signal, Action<PosixSignalContext> handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        Signal number = SignalDispatcher.NumberOf(signal);
        if (number == Skift.Abi.Signal.None) throw new PlatformNotSupportedException();
        PosixSignalRegistration registration = new(number, signal, handler);
        UnixError.Check(SignalDispatcher.Add(number, registration), null);
        return registration;
    }

    public void Dispose() => SignalDispatcher.Remove(_number, this);

    internal void Call(PosixSignalContext context)
    {
        context.Signal = _signal;
        _handler(context);
    }
}
