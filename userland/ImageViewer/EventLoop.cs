// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;
using Skift.ImageViewer.View;
using Skift.Imaging;
using Skift.Libc;

namespace Skift.ImageViewer;

/// <summary>Waits for keys, pointers, signals and the next frame, and keeps the screen up to date.</summary>
internal sealed class EventLoop
{
    /// <summary>How long the rest of an escape sequence may take before a lone escape is taken for the key.</summary>
    private const long EscapeMilliseconds = 50;
    private const int KeysPerRead = 64;

    private readonly ViewerSession _session;
    private readonly Screen _screen;
    private readonly InputDevices _devices;
    private readonly TerminalKeys _keys = new TerminalKeys();
    private bool _hasTerminal;
    private long _escapeTime;

    internal EventLoop(ViewerSession session, Screen screen, InputDevices devices, bool hasTerminal)
    {
        _session = session;
        _screen = screen;
        _devices = devices;
        _hasTerminal = hasTerminal;
    }

    /// <summary>Milliseconds of the monotonic clock.</summary>
    internal static long Now()
    {
        Posix.ClockGettime(ClockId.CLOCK_MONOTONIC).Try(out Timespec time, out _);
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000;
    }

    /// <summary>Runs until the user quits or a signal ends the program.</summary>
    internal void Run()
    {
        // Signals arrive only while waiting, so none is missed between looking for it and going to sleep.
        SignalSet ending = SignalSet.Of(Signal.SIGINT, Signal.SIGTERM, Signal.SIGHUP);
        Posix.Sigprocmask(SignalConstants.SIG_BLOCK, ending);
        Posix.CatchSignal(Signal.SIGINT);
        Posix.CatchSignal(Signal.SIGTERM);
        Posix.CatchSignal(Signal.SIGHUP);
        Bitmap frame = new Bitmap(_screen.Width, _screen.Height);
        while (!_session.IsDone && !Posix.HasPendingSignals)
        {
            if (_session.NeedsDrawing)
            {
                _session.Draw(frame);
                _screen.Show(frame);
            }

            if (!_hasTerminal && _devices.Count == 0 && _session.NextFrameTime == ViewerSession.Never)
                WaitForSignal();
            else
                Wait();
            long now = Now();
            if (_keys.IsWaiting && now >= _escapeTime)
                _session.Apply(_keys.TimeOut(), now);
            _session.Tick(now);
        }
    }

    /// <summary>Without any keyboard the picture stays until the program is ended.</summary>
    private static void WaitForSignal() => Posix.Ppoll(Span<PollDescriptor>.Empty, null, SignalSet.Empty);

    private void Wait()
    {
        PollDescriptor[] descriptors = new PollDescriptor[_devices.Count + 1];
        // A negative descriptor is passed over.
        descriptors[0].fd = _hasTerminal ? Posix.STDIN_FILENO : -1;
        descriptors[0].events = PollEvents.POLLIN;
        for (int i = 1; i < descriptors.Length; i++)
        {
            descriptors[i].fd = _devices.GetDescriptor(i - 1);
            descriptors[i].events = PollEvents.POLLIN;
        }

        long until = _keys.IsWaiting ? Math.Min(_escapeTime, _session.NextFrameTime) : _session.NextFrameTime;
        Timespec? timeout = null;
        if (until != ViewerSession.Never)
        {
            long milliseconds = Math.Max(0, until - Now());
            timeout = new Timespec { tv_sec = milliseconds / 1000, tv_nsec = milliseconds % 1000 * 1_000_000 };
        }

        if (!Posix.Ppoll(descriptors, timeout, SignalSet.Empty).Try(out int ready, out _) || ready == 0)
            return;
        // From the last to the first, because devices that are gone are taken out.
        for (int i = descriptors.Length - 1; i > 0; i--)
        {
            if (descriptors[i].revents != PollEvents.None && !_devices.Read(i - 1, _session, Now()))
                _devices.Remove(i - 1);
        }

        if (descriptors[0].revents != PollEvents.None)
            ReadTerminal();
    }

    private void ReadTerminal()
    {
        Span<byte> bytes = stackalloc byte[KeysPerRead];
        if (!Posix.Read(Posix.STDIN_FILENO, bytes).Try(out int count, out Errno error))
        {
            _hasTerminal = error is Errno.EINTR or Errno.EAGAIN;
            return;
        }

        long now = Now();
        // The terminal was hung up.
        if (count == 0)
            _session.Apply(ViewerAction.Quit, now);
        for (int i = 0; i < count; i++)
        {
            ViewerAction action = _keys.Feed(bytes[i]);
            if (action != ViewerAction.None)
                _session.Apply(action, now);
        }

        _escapeTime = now + EscapeMilliseconds;
    }
}
