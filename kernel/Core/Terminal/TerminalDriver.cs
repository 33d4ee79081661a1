// SPDX-License-Identifier: MIT
using System;
using Skift.Abi;

namespace Skift.Core.Terminal;

/// <summary>The hardware under a terminal: a serial line, a text screen.</summary>
/// <remarks>It calls <see cref="Terminal.Receive"/> with what comes in. Both directions may run in interrupt context.</remarks>
public abstract class TerminalDriver
{
    /// <summary>Sends bytes as they are. Called with the terminal's spin lock held: must neither sleep nor allocate.</summary>
    public abstract void Write(ReadOnlySpan<byte> data);

    /// <summary>Speed, character size and so on have changed; lines that have none ignore it.</summary>
    public virtual void Configure(in Termios settings)
    {
    }

    /// <summary>A request of <c>ioctl(2)</c> that only this kind of terminal has. Called without locks.</summary>
    /// <returns><c>ENOTTY</c>: it has not.</returns>
    public virtual Errno Control(uint request, ulong argument) => Errno.ENOTTY;
}
