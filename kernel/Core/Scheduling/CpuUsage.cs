// SPDX-License-Identifier: MIT
namespace Skift.Core.Scheduling;

/// <summary>Where the time of one CPU went, in nanoseconds.</summary>
public readonly record struct CpuUsage(long User, long Nice, long System, long Idle);
