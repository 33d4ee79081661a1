// SPDX-License-Identifier: MIT
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using Skift.Abi;
using Skift.Libc;

namespace System.Diagnostics;

/// <summary>Which processes there are, and what is known of them.</summary>
public partial class Process
{
    public static Process GetCurrentProcess() => GetProcessById(Posix.Getpid());

    /// <exception cref="ArgumentException">There is no such process.</exception>
    public static Process GetProcessById(int processId)
    {
        if (Open(processId) is Process process) return process;
        throw new ArgumentException($"Process with an Id of {processId} is not running.");
    }

    public static Process[] GetProcesses()
    {
        List<Process> processes = [];
        foreach (ProcessRecord record in ProcessRecord.ReadAll())
        {
            if (Open(record.Id) is Process process) processes.Add(process);
        }

        return processes.ToArray();
    }

    public static Process[] GetProcessesByName(string? processName)
    {
        List<Process> processes = [];
        foreach (Process process in GetProcesses())
        {
            if (string.IsNullOrEmpty(processName) || process.TryGetName() == processName) processes.Add(process);
            else process.Dispose();
        }

        return processes.ToArray();
    }

    public string ProcessName => TryGetName() ?? throw Gone();

    /// <summary>In local time.</summary>
    public DateTime StartTime
    {
        get
        {
            TimeSpan start = Record().Start;
            if (!Posix.ClockGettime(ClockId.CLOCK_BOOTTIME).Try(out Timespec now, out Errno error)) throw new Win32Exception((int)error);
            return DateTime.Now - new TimeSpan((now.tv_sec * TimeSpan.TicksPerSecond) + (now.tv_nsec / TimeSpan.NanosecondsPerTick)) + start;
        }
    }

    public TimeSpan UserProcessorTime => Record().UserTime;

    public TimeSpan PrivilegedProcessorTime => Record().KernelTime;

    public TimeSpan TotalProcessorTime
    {
        get
        {
            ProcessRecord record = Record();
            return record.UserTime + record.KernelTime;
        }
    }

    public long WorkingSet64 => Record().ResidentBytes;

    public long VirtualMemorySize64 => Record().VirtualBytes;

    public long PeakWorkingSet64 => StatusBytes("VmHWM");

    public long PeakVirtualMemorySize64 => StatusBytes("VmPeak");

    public long PrivateMemorySize64 => StatusBytes("VmData");

    public long PagedMemorySize64 => StatusBytes("VmSwap");

    /// <summary>Of descriptors.</summary>
    public int HandleCount
    {
        get
        {
            _ = Record();
            return Directory.GetFileSystemEntries($"/proc/{_id}/fd").Length;
        }
    }

    /// <summary>This one.</summary>
    public string MachineName
    {
        get
        {
            CheckAssociated();
            return ".";
        }
    }

    /// <summary>A range of nice values (getpriority(2)).</summary>
    /// <exception cref="InvalidEnumArgumentException">There is no such class.</exception>
    /// <exception cref="Win32Exception">To be served before others is a privilege: EACCES.</exception>
    public ProcessPriorityClass PriorityClass
    {
        get
        {
            CheckAssociated();
            if (!Posix.Getpriority(_id).Try(out int nice, out Errno error)) throw new Win32Exception((int)error);
            return nice switch
            {
                < -15 => ProcessPriorityClass.RealTime,
                < -10 => ProcessPriorityClass.High,
                < -5 => ProcessPriorityClass.AboveNormal,
                0 => ProcessPriorityClass.Normal,
                <= 10 => ProcessPriorityClass.BelowNormal,
                _ => ProcessPriorityClass.Idle,
            };
        }

        set
        {
            int nice = value switch
            {
                ProcessPriorityClass.Normal => 0,
                ProcessPriorityClass.Idle => 19,
                ProcessPriorityClass.High => -11,
                ProcessPriorityClass.RealTime => -19,
                ProcessPriorityClass.BelowNormal => 10,
                ProcessPriorityClass.AboveNormal => -6,
                _ => throw new InvalidEnumArgumentException(nameof(value), (int)value, typeof(ProcessPriorityClass)),
            };
            CheckAssociated();
            Errno error = Posix.Setpriority(_id, nice);
            if (error != Errno.None) throw new Win32Exception((int)error);
        }
    }

    public int SessionId => Record().Session;

    public int BasePriority => Record().Nice;

    /// <summary>Reads anew on every question, so there is nothing to discard.</summary>
    public void Refresh()
    {
    }

    private static Process? Open(int id)
    {
        if (id <= 0 || !Posix.PidfdOpen(id).Try(out int descriptor, out Errno error)) return null;
        if (!WaitReadable(descriptor, 0)) return new Process(id, descriptor);

        // Ended, only not waited for yet.
        _ = Posix.Close(descriptor);
        return null;
    }

    /// <summary>The kernel keeps 15 bytes; the rest is in the command line, if that still begins with the program's name.</summary>
    private string? TryGetName()
    {
        const int KernelLength = 15;
        CheckAssociated();
        if (ProcessRecord.Read(_id) is not ProcessRecord record) return null;
        if (ByteString.GetByteCount(record.Name) < KernelLength) return record.Name;
        try
        {
            string program = Path.GetFileName(File.ReadAllText($"/proc/{_id}/cmdline").Split('\0')[0])!;
            return program.StartsWith(record.Name, StringComparison.Ordinal) ? program : record.Name;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return record.Name;
        }
    }

    private ProcessRecord Record()
    {
        CheckAssociated();
        return !_hasExited && ProcessRecord.Read(_id) is ProcessRecord record ? record : throw Gone();
    }

    /// <summary>A line of <c>/proc/ID/status</c>, which counts in KiB; 0 if the kernel does not say.</summary>
    private long StatusBytes(string name)
    {
        const int BytesPerUnit = 1024;
        _ = Record();
        foreach (string line in File.ReadLines($"/proc/{_id}/status"))
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal)) return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Trim(), CultureInfo.InvariantCulture) * BytesPerUnit;
        }

        return 0;
    }

    private InvalidOperationException Gone() => new($"Cannot process request because the process ({_id}) has exited.");
}
