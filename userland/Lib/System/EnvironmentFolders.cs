// SPDX-License-Identifier: MIT
using System.IO;

namespace System;

/// <summary>Where things belong, by the XDG base directory specification as .NET reads it.</summary>
public static class EnvironmentFolders
{
    extension(Environment)
    {
        public static string GetFolderPath(Environment.SpecialFolder folder) => Environment.GetFolderPath(folder, Environment.SpecialFolderOption.None);

        /// <returns>"" if there is no such folder.</returns>
        public static string GetFolderPath(Environment.SpecialFolder folder, Environment.SpecialFolderOption option)
        {
            string path = Find(folder);
            if (path.Length == 0 || option == Environment.SpecialFolderOption.DoNotVerify || Directory.Exists(path)) return path;
            if (option != Environment.SpecialFolderOption.Create) return "";
            _ = Directory.CreateDirectory(path);
            return path;
        }
    }

    private static string Find(Environment.SpecialFolder folder) => folder switch
    {
        Environment.SpecialFolder.CommonApplicationData => "/usr/share",
        Environment.SpecialFolder.CommonTemplates => "/usr/share/templates",
        Environment.SpecialFolder.UserProfile => Environment.HomeDirectory,
        Environment.SpecialFolder.ApplicationData => OfUser("XDG_CONFIG_HOME", ".config"),
        Environment.SpecialFolder.LocalApplicationData => OfUser("XDG_DATA_HOME", ".local/share"),
        Environment.SpecialFolder.MyDocuments => OfUser("XDG_DOCUMENTS_DIR", "Documents"),
        Environment.SpecialFolder.Desktop or Environment.SpecialFolder.DesktopDirectory => OfUser("XDG_DESKTOP_DIR", "Desktop"),
        Environment.SpecialFolder.Templates => OfUser("XDG_TEMPLATES_DIR", "Templates"),
        Environment.SpecialFolder.MyVideos => OfUser("XDG_VIDEOS_DIR", "Videos"),
        Environment.SpecialFolder.MyMusic => OfUser("XDG_MUSIC_DIR", "Music"),
        Environment.SpecialFolder.MyPictures => OfUser("XDG_PICTURES_DIR", "Pictures"),
        Environment.SpecialFolder.Fonts => Path.Combine(Environment.HomeDirectory, ".fonts"),
        _ => "",
    };

    private static string OfUser(string variable, string fallback) =>
        Environment.GetEnvironmentVariable(variable) is { } path && Path.IsPathRooted(path) ? path : Path.Combine(Environment.HomeDirectory, fallback);
}
