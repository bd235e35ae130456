//! The desktop shell of Chancery: one window, its menu, and the bridge between the screen and the use cases of `desk`.
//!
//! Nothing is decided here. A command takes what the screen sent, hands it to `desk`, and gives back what `desk` said.

mod appearance;
mod arguments;
mod automation;
mod commands;
mod drawing;
mod error;
mod files;
mod host;
mod library;
mod menu;
mod startup;

use tauri::{AppHandle, Manager as _, RunEvent, Runtime, WindowEvent};

pub use appearance::Appearance;
pub use arguments::Arguments;
pub use files::FilesGiven;
pub use menu::{MenuCommand, MenuState};

/// The name of the one window, as tauri.conf.json and the capability know it.
const MAIN_WINDOW: &str = "main";

/// Opens the window and returns when it has been closed.
///
/// # Errors
/// When the desktop cannot give a window. A library that cannot be opened is no such error: the window opens and says
/// why.
pub fn run(arguments: Arguments) -> tauri::Result<()> {
    drawing::as_the_machine_can();
    let waiting = files::WaitingFiles::default();
    let folder = std::env::current_dir().unwrap_or_default();
    waiting.add(arguments.absolute_files(&folder));

    tauri::Builder::default()
        // The first plugin, so that a second start ends before it has opened anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            files::offer(app, Arguments::files_of_second_start(&words, folder.as_ref()));
            bring_to_front(app);
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(startup::asked_early())
        .manage(library::TheLibrary::new(arguments.library, arguments.sample))
        .manage(waiting)
        .manage(menu::Zoom::default())
        .menu(menu::build)
        .setup(|app| {
            // Beside the window's own start, which takes longer.
            let handle = app.handle().clone();
            tauri::async_runtime::spawn_blocking(move || library::open(&handle));
            Ok(())
        })
        .on_menu_event(|app, event| menu::chosen(app, &event))
        .on_window_event(|window, event| {
            if let WindowEvent::DragDrop(event) = event {
                files::dragged(window.app_handle(), event);
            }
        })
        .invoke_handler(tauri::generate_handler![
            commands::editing::edit,
            commands::editing::forget_steps,
            commands::editing::history,
            commands::editing::open_visit,
            commands::editing::redo,
            commands::editing::undo,
            commands::files::export_programme,
            commands::files::import_file,
            commands::files::take_files,
            commands::library::accept_library,
            commands::library::backup_library,
            commands::library::cancel_job,
            commands::library::check_library,
            commands::library::recover_visit,
            commands::library::rescue_library,
            commands::library::startup,
            commands::library::verify_visits,
            commands::library::zones,
            commands::visits::create_visit,
            commands::visits::duplicate_visit,
            commands::visits::list_visits,
            commands::visits::open_sample,
            commands::visits::restore_visit,
            commands::visits::trash_visit,
            commands::window::set_appearance,
            commands::window::update_menu,
        ])
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<library::TheLibrary>().close();
            }
        });
    Ok(())
}

/// Shows the window where the user is working, whatever it was doing.
fn bring_to_front<R: Runtime>(app: &AppHandle<R>) {
    let Some(main) = app.get_webview_window(MAIN_WINDOW) else {
        return;
    };
    if let Err(error) = main
        .unminimize()
        .and_then(|()| main.show())
        .and_then(|()| main.set_focus())
    {
        eprintln!("The window could not be brought to the front: {error}");
    }
}
