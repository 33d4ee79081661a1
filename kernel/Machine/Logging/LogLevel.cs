// SPDX-License-Identifier: MIT
namespace Skift.Machine;

/// <summary>How important a line of the log is; the numbers are syslog(3)'s.</summary>
public enum LogLevel : byte
{
    Emergency = 0,
    Alert = 1,
    Critical = 2,
    Error = 3,
    Warning = 4,
    Notice = 5,
    Info = 6,
    Debug = 7,
}
