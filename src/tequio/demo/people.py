"""Invented people. Names are drawn from lists; any likeness to a living person is chance."""

import random
from dataclasses import dataclass

WOMEN = """
    Adela Alicia Amparo Ana Andrea Araceli Aurora Beatriz Berta Carmen Catalina Cecilia Clara Concepción
    Consuelo Delfina Dolores Elena Elvira Emilia Enriqueta Esperanza Esther Eva Felipa Francisca Gloria Graciela
    Guadalupe Herminia Hilda Inés Irma Isabel Josefina Juana Laura Leonor Lucía Luisa Magdalena Margarita María
    Marta Mercedes Micaela Natividad Ofelia Paula Petra Pilar Raquel Refugio Rosa Rosario Sara Silvia Socorro
    Sofía Teresa Victoria Virginia Yolanda Zenaida
""".split()  # noqa: SIM905
MEN = """
    Abel Abraham Adrián Agustín Alberto Alejandro Alfonso Andrés Ángel Antonio Armando Arturo Benito Carlos
    Celestino Cruz Daniel David Delfino Eduardo Efraín Emiliano Enrique Ernesto Esteban Eusebio Felipe Félix
    Fernando Fidel Francisco Gabriel Gerardo Gonzalo Gregorio Guillermo Héctor Hilario Ignacio Ismael Jacinto
    Javier Jesús Joaquín Jorge José Juan Julio Lázaro Leobardo Lorenzo Lucio Luis Manuel Marcelino Mario Martín
    Mateo Miguel Nicolás Pablo Pedro Rafael Ramón Roberto Rogelio Román Rubén Salvador Santiago Simón Tomás
    Vicente Zeferino
""".split()  # noqa: SIM905
SURNAMES = """
    Aguilar Alarcón Alonso Amaro Aragón Arenas Ayala Barrera Barreto Bautista Benítez Bravo Cabrera Camacho
    Campos Cárdenas Carmona Castillo Castro Cervantes Cortés Cruz Delgado Díaz Domínguez Escobar Espinoza
    Estrada Flores Franco Galindo García Garduño Gómez González Guerrero Gutiérrez Guzmán Hernández Herrera
    Ibarra Jiménez Juárez Lara Leyva Linares López Luna Maldonado Marín Márquez Martínez Medina Mejía Méndez
    Mendoza Miranda Molina Montes Morales Moreno Muñoz Nava Navarrete Núñez Ocampo Olivares Ortega Ortiz Palma
    Peralta Pérez Pineda Quintero Ramírez Ramos Rendón Reyes Ríos Rivera Robles Rodríguez Rojas Romero Rosales
    Rueda Ruiz Salazar Salgado Sánchez Santamaría Santos Sedano Soriano Soto Tapia Téllez Tlacuilo Toledo Torres
    Trejo Valle Vargas Vázquez Vega Velasco Vidal Villalobos Xolalpa Zamora Zapata Zavala
""".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Invented:
    nombres: str
    primer_apellido: str
    segundo_apellido: str
    phone: str


def people(count: int, chance: random.Random) -> list[Invented]:
    """`count` people; phone numbers lie in a range that no carrier hands out (777 0…)."""
    found = []
    for number in range(count):
        names = WOMEN if chance.random() < 0.56 else MEN
        nombres = " ".join(chance.sample(names, 2 if chance.random() < 0.45 else 1))
        second = chance.choice(SURNAMES) if chance.random() < 0.96 else ""
        found.append(Invented(nombres, chance.choice(SURNAMES), second, f"+52777{number:07d}"))
    return found
