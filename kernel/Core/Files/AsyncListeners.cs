// SPDX-License-Identifier: MIT
using System;
using System.Threading;
using Skift.Abi;

namespace Skift.Core.Files;

/// <summary>Who gets the signals of an open file (F_SETOWN), and the right to send them to it.</summary>
public abstract class AsyncOwner
{
    /// <summary>Sends the signal: SIGIO, or with what happened another one (F_SETSIG). Not in interrupt context.</summary>
    /// <param name="signal">0: SIGIO.</param>
    /// <param name="descriptor">The one that O_ASYNC was set with.</param>
    public abstract void Notify(int signal, int descriptor, PollEvents band);
}

/// <summary>What fcntl(2) keeps with an open file for signal-driven input and output.</summary>
public sealed class AsyncState
{
    public AsyncOwner? Owner { get; set; }

    /// <summary>F_SETSIG; 0: SIGIO.</summary>
    public int Signal { get; set; }

    /// <summary>The descriptor that O_ASYNC was set with.</summary>
    public int Descriptor { get; set; }
}

/// <summary>Open files that want a signal when something becomes possible (O_ASYNC).</summary>
public sealed class AsyncListeners
{
    // Never changed in place, so that notifying needs no lock: sending a signal takes others.
    private OpenFile[] _files = [];

    /// <summary>Adds or removes an open file.</summary>
    public void Set(OpenFile file, bool isListening)
    {
        OpenFile[] before;
        OpenFile[] after;
        do
        {
            before = Volatile.Read(ref _files);
            int index = Array.IndexOf(before, file);
            if (index >= 0 == isListening)
            {
                return;
            }

            after = isListening ? With(before, file) : Without(before, index);
        }
        while (Interlocked.CompareExchange(ref _files, after, before) != before);
    }

    /// <summary>Something has become possible. May sleep; no lock may be held.</summary>
    public void Notify(PollEvents band)
    {
        foreach (OpenFile file in Volatile.Read(ref _files))
        {
            AsyncState state = file.Async;
            state.Owner?.Notify(state.Signal, state.Descriptor, band);
        }
    }

    private static OpenFile[] With(OpenFile[] files, OpenFile added)
    {
        OpenFile[] longer = new OpenFile[files.Length + 1];
        files.CopyTo(longer, 0);
        longer[^1] = added;
        return longer;
    }

    private static OpenFile[] Without(OpenFile[] files, int index)
    {
        OpenFile[] shorter = new OpenFile[files.Length - 1];
        files.AsSpan(0, index).CopyTo(shorter);
        files.AsSpan(index + 1).CopyTo(shorter.AsSpan(index));
        return shorter;
    }
}
