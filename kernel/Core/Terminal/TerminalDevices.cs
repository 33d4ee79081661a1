// SPDX-License-Identifier: MIT
using Skift.Abi;
using Skift.Core.Devices;
using Skift.Core.Files;
using Skift.Core.Processes;

namespace Skift.Core.Terminal;

/// <summary>A terminal in <c>/dev</c> under its own name.</summary>
public sealed class TerminalDevice : CharacterDevice
{
    private readonly Terminal _terminal;

    public TerminalDevice(Terminal terminal) => _terminal = terminal;

    public override string Name => _terminal.Name;

    public override ulong Number => _terminal.DeviceNumber;

    public override StatMode Permissions => StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IWGRP;

    public override Result<OpenFile> Open(Path path, OpenFlags flags) => TerminalFile.Open(_terminal, path, flags, mayControl: true);
}

/// <summary><c>/dev/console</c>: the terminal that boot messages and the first process use. It never becomes a controlling terminal by opening.</summary>
public sealed class ConsoleDevice : CharacterDevice
{
    private readonly Terminal _terminal;

    public ConsoleDevice(Terminal terminal) => _terminal = terminal;

    public override string Name => "console";

    public override ulong Number => DeviceNumber.Make(5, 1);

    public override Result<OpenFile> Open(Path path, OpenFlags flags) => TerminalFile.Open(_terminal, path, flags, mayControl: false);
}

/// <summary><c>/dev/tty</c>: the caller's controlling terminal, whichever that is (<c>tty(4)</c>).</summary>
public sealed class ControllingTerminalDevice : CharacterDevice
{
    private readonly JobControl _jobs;

    public ControllingTerminalDevice(JobControl jobs) => _jobs = jobs;

    public override string Name => "tty";

    public override ulong Number => DeviceNumber.Make(5, 0);

    public override StatMode Permissions => StatMode.S_IRUSR | StatMode.S_IWUSR | StatMode.S_IRGRP | StatMode.S_IWGRP | StatMode.S_IROTH | StatMode.S_IWOTH;

    /// <summary>ENXIO for processes without a controlling terminal.</summary>
    public override Result<OpenFile> Open(Path path, OpenFlags flags) =>
        _jobs.OwnTerminal is Terminal terminal ? TerminalFile.Open(terminal, path, flags, mayControl: false) : Errno.ENXIO;
}
