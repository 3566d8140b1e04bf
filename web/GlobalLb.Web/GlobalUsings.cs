// The store's People would be hidden by the folder of their page.
global using PeopleStore = GlobalLb.Store.People.People;
