// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal;

/// <summary>The hardware under a terminal: a serial line, a text screen.</summary>
/// <remarks>It calls <see cref="Terminal.Receive"/> with what comes in, and <see cref="Terminal.OnOutputTaken"/> when it has room again. All of it may run in interrupt context.</remarks>
public abstract class TerminalDriver
{
    /// <summary>Sends bytes as they are. Called with the terminal's spin lock held: must neither sleep nor allocate.</summary>
    public abstract void Write(ReadOnlySpan<byte> data);

    /// <summary>Bytes that <see cref="Write"/> can take now; programs wait while there is no room. Called with the spin lock held.</summary>
    public virtual int Room => int.MaxValue;

    /// <summary>Bytes that were written and have not left yet. Called with the spin lock held.</summary>
    public virtual int Queued => 0;

    /// <summary>Whether the line hangs up when the session that it controls ends.</summary>
    public virtual bool EndsWithSession => true;

    /// <summary>Throws away what was written and has not left yet. Called with the spin lock held.</summary>
    public virtual void DiscardOutput()
    {
    }

    /// <summary>What was typed and not read has been thrown away. Called with the spin lock held.</summary>
    public virtual void OnInputFlushed()
    {
    }

    /// <summary>Output is held, or goes on. Called with the spin lock held.</summary>
    public virtual void OnFlow(bool isStopped)
    {
    }

    /// <summary>So many open files are there now. Called without locks; may sleep.</summary>
    public virtual void OnUsersChanged(int count)
    {
    }

    /// <summary>Speed, character size and so on have changed; lines that have none ignore it.</summary>
    public virtual void Configure(in Termios settings)
    {
    }

    /// <summary>A request of <c>ioctl(2)</c> that only this kind of terminal has. Called without locks.</summary>
    /// <returns><c>ENOTTY</c>: it has not.</returns>
    public virtual Errno Control(uint request, ulong argument) => Errno.ENOTTY;
}
